import type { Model } from '../model.ts';
import { handles } from './handler-example.ts';

const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;

/** Packages that start programs. */
export const shellsJavascript: Model = {
  package: 'javascript shells',
  languages: SCRIPT,
  types: { 'execa.default': 'execa' },
  sinks: {
    shell: [
      ...[
        'execa',
        'execa.execa',
        'execa.sync',
        'execa.execaSync',
        'execa.node',
        'execa.stdout',
        'execa.stderr',
        'cross-spawn',
        'cross-spawn.sync',
        'cross-spawn.spawn',
        'cross-spawn-async',
        'foreground-child',
      ].flatMap((path) => [`${path}(0)`, `${path}(1, shell=true)`, `${path}(0+1:shell)`]),
      'execa.shell(0)',
      'execa.shellSync(0)',
      'execa.command(0)',
      'execa.commandSync(0)',
      'execa.execaCommand(0)',
      'execa.execaCommandSync(0)',
      'shelljs.exec(0)',
      'exec(0)?',
      'exec-async(0)',
      'exec-sh(0)',
      'exec-sh.promise(0)',
      'remote-exec(1)',
      'ssh2.Client().exec(0)',
      'node-ssh.NodeSSH().execCommand(0)',
      'node-cmd.get(0)',
      'node-cmd.run(0)',
      'node-cmd.runSync(0)',
      'systeminformation.services(0)?',
      'simple-git().raw(*)?',
      'node-pty.spawn(1.shell)?',
      'gulp-shell(0)?',
      'sudo-prompt.exec(0)',
      'npm-run-script(0)?',
      'child-process-promise.exec(0)',
      'promisify-child-process.exec(0)',
      'Bun.spawn(0:shell)',
      'Deno.run(0.cmd)',
      'Deno.Command(0)',
    ],
  },
  bad: [
    handles('«execa.command("git log " + req.query.ref)»;', 'const execa = require("execa");\n'),
    handles('«shell.exec(`ls ${req.query.dir}`)»;', 'const shell = require("shelljs");\n'),
    handles('«spawn(req.query.tool, [])»;', 'const spawn = require("cross-spawn");\n'),
    handles('«execa("sh", ["-c", req.query.c])»;', 'const execa = require("execa");\n'),
  ],
  good: [
    handles('execa("git", ["log", req.query.ref]);', 'const execa = require("execa");\n'),
    handles(
      'const { quote } = require("shell-quote"); shell.exec(`ls ${quote([req.query.dir])}`);',
      'const shell = require("shelljs");\n',
    ),
  ],
};

/** Templates that are made of text. */
export const templatesJavascript: Model = {
  package: 'javascript templates',
  languages: SCRIPT,
  sinks: {
    template: [
      ...['pug', 'jade'].flatMap((name) =>
        ['compile', 'compileClient', 'render', 'compileClientWithDependenciesTracked'].map(
          (one) => `${name}.${one}(0)`,
        ),
      ),
      ...[
        'ejs',
        'eta',
        'squirrelly',
        'swig',
        'twig',
        'hogan.js',
        'mustache',
        'whiskers',
        'liquidjs',
        'nunjucks',
        'dot',
        'velocityjs',
        'art-template',
      ].flatMap((name) => [
        `${name}.render(0)`,
        `${name}.compile(0)`,
        `${name}.renderString(0)`,
        `${name}.template(0)`,
      ]),
      'handlebars.compile(0)',
      'handlebars.precompile(0)',
      'handlebars.template(0)?',
      'Handlebars.compile(0)',
      'lodash.template(0)',
      '_.template(0)',
      'underscore.template(0)',
      'lodash.template.default(0)',
      'eta.renderString(0)',
      'nunjucks.Environment().renderString(0)',
      'nunjucks.configure().renderString(0)',
      'liquidjs.Liquid().parseAndRender(0)',
      'liquidjs.Liquid().parse(0)',
      'art-template.render(0)',
      'vue-server-renderer.createRenderer().renderToString(0)?',
    ],
  },
  types: { _: 'lodash', 'nunjucks.configure()': 'nunjucks.Environment()' },
  drops: ['nunjucks.render'],
  bad: [
    handles('res.json(«ejs.render("<b>" + req.query.t + "</b>")»);', 'const ejs = require("ejs");\n'),
    handles('const t = «_.template(req.body.t)»;', 'const _ = require("lodash");\n'),
  ],
  good: [handles('res.json(ejs.render("<b><%= t %></b>", { t: req.query.t }));', 'const ejs = require("ejs");\n')],
};
