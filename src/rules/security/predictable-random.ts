import { defineRule } from '../../analyze/rule.ts';
import { misuse } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/predictable-random',
  title: 'Number from a generator that can be predicted',
  level: 'note',
  why: 'A few outputs of a general-purpose generator are enough to know the next ones: whether that matters here, nobody who reads the code can tell.',
  fix: 'Use `SecureRandom` or `crypto/rand` for anything that must not be guessed.',
  cwe: [330, 338],
  languages: ['java', 'go'],
  detect: misuse('weak-random'),
  bad: [
    {
      after: {
        'src/Store.java':
          'import java.util.Random;\n\nclass Store {\n  private final Random random = new Random();\n\n  String code() {\n    return Integer.toString(«random.nextInt(1000000)»);\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"math/rand"\n	"strconv"\n)\n\nfunc code() string {\n	return strconv.Itoa(«rand.Intn(1000000)»)\n}\n',
      },
    },
  ],
  good: [
    {
      after: {
        'src/Store.java':
          'import java.security.SecureRandom;\n\nclass Store {\n  private final SecureRandom random = new SecureRandom();\n\n  String code() {\n    return Integer.toString(random.nextInt(1000000));\n  }\n}\n',
      },
    },
    {
      after: {
        'src/store.go':
          'package store\n\nimport (\n	"crypto/rand"\n	"math/big"\n)\n\nfunc code() (*big.Int, error) {\n	return rand.Int(rand.Reader, big.NewInt(1000000))\n}\n',
      },
    },
  ],
});
