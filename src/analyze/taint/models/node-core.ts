import type { Model } from '../model.ts';

const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;
const PLACED =
  'readFile readFileSync createReadStream open openSync readdir readdirSync opendir opendirSync stat statSync lstat lstatSync access accessSync exists existsSync realpath realpathSync readlink watch writeFile writeFileSync appendFile appendFileSync createWriteStream unlink unlinkSync rm rmSync rmdir rmdirSync mkdir mkdirSync rename renameSync copyFile copyFileSync symlink symlinkSync link chmod chmodSync chown truncate cp cpSync utimes readJson readJsonSync readJSON writeJson writeJsonSync outputFile outputFileSync outputJson ensureDir ensureDirSync ensureFile ensureFileSync mkdirp mkdirs remove removeSync move moveSync copy copySync emptyDir pathExists'.split(
    ' ',
  );
const TWO_PLACES = [
  'rename',
  'renameSync',
  'copyFile',
  'copyFileSync',
  'symlink',
  'symlinkSync',
  'link',
  'move',
  'copy',
  'cp',
];
const FILE_MODULES = [
  'fs',
  'fs/promises',
  'fs.promises',
  'fs-extra',
  'graceful-fs',
  'mz/fs',
  'original-fs',
  'promise-fs',
  'fs.default',
];
const FILES = FILE_MODULES.flatMap((module) => [
  ...PLACED.map((name) => `${module}.${name}(0)`),
  ...TWO_PLACES.map((name) => `${module}.${name}(1)`),
]);
const SHELLS = ['exec', 'execSync'];
const PROGRAMS = ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork'];

/** Node's own modules: processes, files, HTTP, paths. */
export const nodeCore: Model = {
  package: 'node',
  languages: SCRIPT,
  types: {
    'http.createServer()': 'http.Server',
    'https.createServer()': 'http.Server',
    'http.Server()': 'http.Server',
    'http2.createServer()': 'http.Server',
    'http2.createSecureServer()': 'http.Server',
    'http.Server.listen()': 'http.Server',
    'http.Server.on()': 'http.Server',
    'net.createServer()': 'net.Server',
    'require()': 'module',
    'child_process/promises': 'child_process',
    'path/posix': 'path',
    'path.posix': 'path',
    'path.win32': 'path',
    'mz/child_process': 'child_process',
    'url.URL()': 'URL()',
  },
  sources: {
    request: [
      'http.IncomingMessage.url',
      'http.IncomingMessage.headers',
      'http.IncomingMessage.body',
      'http.IncomingMessage.rawHeaders',
    ],
    environment: ['process.argv', 'process.env'],
  },
  texts: ['http.IncomingMessage.url', 'http.IncomingMessage.headers'],
  callbacks: {
    ...Object.fromEntries(
      ['http.createServer', 'https.createServer', 'http.Server', 'http2.createServer', 'http2.createSecureServer'].map(
        (path) => [path, { at: '0+', parameters: ['http.IncomingMessage', 'http.ServerResponse'] } as const],
      ),
    ),
    'http.Server.on(request)': { at: '1', parameters: ['http.IncomingMessage', 'http.ServerResponse'] },
    'http.Server.on(upgrade)': { at: '1', parameters: ['http.IncomingMessage'] },
    'http.IncomingMessage.on': { at: '1', others: 'request' },
    'net.createServer': { at: '0+', parameters: ['net.Socket'] },
    'net.Server.on(connection)': { at: '1', parameters: ['net.Socket'] },
    'net.Socket.on(data)': { at: '1', others: 'request' },
  },
  parameters: {
    IncomingMessage: 'http.IncomingMessage',
    ServerResponse: 'http.ServerResponse',
    'http.IncomingMessage': 'http.IncomingMessage',
  },
  sinks: {
    shell: [
      ...[...SHELLS, ...PROGRAMS].map((name) => `child_process.${name}(0)`),
      ...['spawn', 'spawnSync', 'execFile', 'execFileSync'].flatMap((name) => [
        `child_process.${name}(1, shell=true)`,
        `child_process.${name}(0+1:shell)`,
      ]),
    ],
    code: [
      'vm.runInThisContext(0)',
      'vm.runInNewContext(0)',
      'vm.runInContext(0)',
      'vm.Script(0)',
      'vm.createScript(0)',
      'vm.SourceTextModule(0)',
      'vm.compileFunction(0)',
      'module.constructor._load(0)',
      'module._compile(0)',
      'require(0)',
      'worker_threads.Worker(0, eval=true)',
      'v8.setFlagsFromString(0)?',
    ],
    path: [...FILES, 'require(0)', 'require.resolve(0)', 'process.chdir(0)', 'process.dlopen(1)'],
    url: [
      ...['http.get', 'http.request', 'https.get', 'https.request'].flatMap((path) => [
        `${path}(0)`,
        `${path}(0.host|hostname)`,
        `${path}(1.host|hostname)`,
      ]),
      'fetch(0)',
      'fetch(0.url)',
      'net.connect(0.host)',
      'net.createConnection(0.host)',
      'http2.connect(0)',
      'tls.connect(0.host)',
      'dgram.createSocket().send(4)?',
    ],
    html: ['http.ServerResponse.write(0)', 'http.ServerResponse.end(0)'],
    redirect: ['http.ServerResponse.setHeader(1, 0=Location)', 'http.ServerResponse.writeHead(1.Location|location)'],
    header: ['http.ServerResponse.setHeader(0)'],
    deserialize: ['v8.deserialize(0)'],
    regex: ['RegExp(0)'],
    format: ['util.format(0)'],
  },
  cleans: {
    path: ['path.basename', 'path.parse().base', 'path.parse().name', 'path.extname'],
    html: ['querystring.escape', 'querystring.stringify', 'crypto.createHash().update().digest'],
    all: ['crypto.createHash().digest', 'crypto.randomUUID', 'Buffer.byteLength', 'fs.statSync', 'net.isIP'],
  },
  guards: { all: ['net.isIP', 'net.isIPv4', 'net.isIPv6'] },
  gives: ['util.promisify', 'util.callbackify', 'util.deprecate', 'events.once'],
  passes: [
    'path.join',
    'path.dirname',
    'path.relative',
    'path.toNamespacedPath',
    'path.format',
    'util.format',
    'util.inspect',
    'querystring.parse',
    'querystring.unescape',
    'url.parse',
    'url.resolve',
    'url.format',
    'url.fileURLToPath',
    'Buffer.concat',
    'Buffer.alloc',
    'zlib.gunzipSync',
    'zlib.inflateSync',
    'string_decoder.StringDecoder().write',
  ],
  resolves: [
    'path.resolve',
    'path.normalize',
    'fs.realpathSync',
    'fs.realpath',
    'fs/promises.realpath',
    'fs.promises.realpath',
  ],
  drops: [
    'process.argv.0',
    'process.argv.1',
    'process.env.NODE_ENV',
    'process.env.PATH',
    'process.env.HOME',
    'process.exit',
    'crypto.createHmac',
    'fs.existsSync',
    'fs.access',
    'path.isAbsolute',
  ],
  bad: [
    'const http = require("http");\nconst { exec } = require("node:child_process");\nhttp.createServer((req, res) => { «exec("ls " + req.url)»; res.end("ok"); });',
    'import fs from "node:fs";\nimport http from "node:http";\nimport path from "node:path";\nhttp.createServer((request, response) => { «fs.createReadStream(path.join("/srv", request.url))».pipe(response); });',
    'import http from "http";\nhttp.createServer((req, res) => { const u = new URL(req.url, "http://x"); «res.end(`<p>${u.searchParams.get("q")}</p>`)»; });',
  ],
  good: [
    'const http = require("http");\nconst { execFile } = require("child_process");\nhttp.createServer((req, res) => { execFile("ls", [req.url]); res.end("ok"); });',
    'import fs from "fs";\nimport http from "http";\nimport path from "path";\nconst root = path.resolve("/srv");\nhttp.createServer((req, res) => {\n  const file = path.resolve(root, "." + req.url);\n  if (!file.startsWith(root + path.sep)) { res.statusCode = 403; res.end(); return; }\n  fs.createReadStream(file).pipe(res);\n});',
  ],
};
