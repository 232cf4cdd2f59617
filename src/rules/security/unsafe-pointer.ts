import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/unsafe-pointer',
  title: 'Memory is used past Go’s own checks',
  level: 'note',
  why: 'What goes through `unsafe` is checked by nobody: a wrong length or a moved value reads or changes other memory.',
  fix: 'Stay with typed code, or keep the conversion in one small function with its length checked.',
  cwe: [242, 119],
  languages: ['go'],
  detect: misuse('unsafe-memory'),
  bad: [
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"unsafe"\n)\n\nfunc text(bytes []byte) string {\n	return «unsafe.String(&bytes[0], len(bytes))»\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"unsafe"\n)\n\nfunc bits(f *float64) uint64 {\n	return *(*uint64)(«unsafe.Pointer(f)»)\n}\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"unsafe"\n)\n\nfunc size(number int64) uintptr {\n	return unsafe.Sizeof(number)\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"math"\n)\n\nfunc bits(f *float64) uint64 {\n	return math.Float64bits(*f)\n}\n',
      },
    },
  ],
});
