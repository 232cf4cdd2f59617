import type { Model } from '../model.ts';

/** Words of the command line and of the environment: weaker than a request, since whoever sets them often may run programs anyway. */
export const commandLinePython: Model = {
  package: 'argparse',
  languages: ['python'],
  types: { 'optparse.OptionParser().parse_args()': 'argparse.ArgumentParser().parse_args()' },
  sources: {
    environment: [
      'argparse.ArgumentParser().parse_args()',
      'argparse.ArgumentParser().parse_known_args()',
      'optparse.OptionParser().parse_args()',
      'getopt.getopt()',
      'getopt.gnu_getopt()',
      'os.environ',
      'os.environb',
      'os.getenv()',
      'docopt.docopt()',
      'fileinput.input()',
    ],
  },
  decorators: {
    'click.command()': { others: 'environment' },
    'typer.Typer().command()': { others: 'environment' },
  },
  bad: [
    'import argparse, os\nparser = argparse.ArgumentParser()\nparser.add_argument("name")\nargs = parser.parse_args()\n«os.system("ls " + args.name)»',
    'import os\n«os.system(os.environ["EDITOR"] + " a")»',
    'import os\nprogram = os.getenv("PROGRAM")\n«os.popen(program)»',
    'import click, os\n@click.command()\n@click.argument("name")\ndef main(name):\n    «os.system(f"ls {name}")»',
  ],
  good: [
    'import argparse, subprocess\nargs = argparse.ArgumentParser().parse_args()\nsubprocess.run(["ls", args.name])',
    'import os, shlex\nos.system("ls " + shlex.quote(os.environ["HOME"]))',
  ],
};
