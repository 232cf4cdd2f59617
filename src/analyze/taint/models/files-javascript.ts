import type { Model } from '../model.ts';
import { handles } from './handler-example.ts';

const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;

/** Files that come and go: uploads, archives, static files. */
export const filesJavascript: Model = {
  package: 'javascript files',
  languages: SCRIPT,
  types: {
    'adm-zip()': 'AdmZip',
    'formidable()': 'formidable.Form',
    'formidable.IncomingForm()': 'formidable.Form',
    'formidable.formidable()': 'formidable.Form',
    'busboy()': 'busboy.Form',
    'multiparty.Form()': 'formidable.Form',
    'connect-busboy()': 'busboy.Form',
  },
  callbacks: {
    'formidable.Form.parse': { at: '1', parameters: ['', 'source:request', 'source:request'] },
    'busboy.Form.on(file)': {
      at: '1',
      parameters: ['source:request', '', 'source:request', 'source:request', 'source:request'],
    },
    'busboy.Form.on(field)': { at: '1', others: 'request' },
    'multer.diskStorage': { at: '0:filename', parameters: ['express.Request', 'source:request', ''] },
  },
  sinks: {
    path: [
      'send(1)',
      'koa-send(1)',
      'vinyl-fs.src(0)',
      'glob(0)',
      'glob.sync(0)',
      'globby(0)',
      'fast-glob(0)?',
      'rimraf(0)',
      'rimraf.sync(0)',
      'del(0)',
      'mkdirp(0)',
      'mkdirp.sync(0)',
      'make-dir(0)',
      'write-file-atomic(0)',
      'load-json-file(0)',
      'write-json-file(0)',
      'read-pkg(0.cwd)?',
      'jsonfile.readFile(0)',
      'jsonfile.writeFile(0)',
      'tar.x(0.cwd|C)',
      'tar.extract(0.cwd|C)',
      'tar-fs.extract(0)',
      'extract-zip(1.dir)',
      'unzipper.Open.file(0)',
      'node-stream-zip.async(0.file)?',
      'AdmZip.extractAllTo(0)',
      'AdmZip.addLocalFile(0)',
      'express-fileupload.mv(0)?',
      'Bun.file(0)',
      'Bun.write(0)',
      'Deno.readFile(0)',
      'Deno.readTextFile(0)',
      'Deno.writeTextFile(0)',
      'Deno.writeFile(0)',
      'Deno.open(0)',
      'Deno.remove(0)',
      'sharp(0)?',
    ],
  },
  bad: [
    handles('«rimraf.sync("/srv/" + req.query.d)»;', 'const rimraf = require("rimraf");\n'),
    'const { exec } = require("child_process");\nconst { IncomingForm } = require("formidable");\nrequire("http").createServer((req, res) => { new IncomingForm().parse(req, (err, fields, files) => { «exec("file " + fields.name)»; }); });',
  ],
  good: [
    handles('rimraf.sync("/srv/" + require("path").basename(req.query.d));', 'const rimraf = require("rimraf");\n'),
  ],
};
