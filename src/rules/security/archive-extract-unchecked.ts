import { fileSays } from '../../analyze/pattern/around.ts';
import { calls } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const checksNames = fileSays(
  /\.getmembers\(\)|is_relative_to|commonpath|commonprefix|is_within_directory|extraction_filter/,
);

export default defineRule({
  id: 'security/archive-extract-unchecked',
  title: 'Archive may write outside its folder',
  level: 'warning',
  why: 'A name such as `../../etc/cron.d/x`, or a link, in the archive puts a file wherever its maker wants.',
  fix: 'Extract with `filter="data"`, which refuses names and links that lead out of the folder.',
  cwe: [22],
  languages: ['python'],
  detect: calls(
    {
      python: [
        'tarfile.open().extractall',
        'tarfile.TarFile().extractall',
        'tarfile.open().extract',
        'tarfile.TarFile.open().extractall',
      ],
    },
    (call) => {
      if (
        call.option('filter') !== null ||
        call.option('members') !== null ||
        (call.arguments.length > 1 && call.method === 'extractall')
      )
        return false;
      // A loop over the names before it, that resolves them, is the way of older versions.
      return !checksNames(call.node) && call.name;
    },
  ),
  bad: [
    'import tarfile\nwith tarfile.open(path) as archive:\n    archive.«extractall»(target)\n',
    'from tarfile import open as open_archive\narchive = open_archive(fileobj=upload)\narchive.«extractall»()\n',
  ],
  good: [
    'import tarfile\nwith tarfile.open(path) as archive:\n    archive.extractall(target, filter="data")\n',
    'import tarfile\nwith tarfile.open(path) as archive:\n    safe = [m for m in archive.getmembers() if inside(m)]\n    archive.extractall(target, members=safe)\n',
    'import zipfile\nwith zipfile.ZipFile(path) as archive:\n    archive.extractall(target)\n',
  ],
});
