import { apiPath } from '../../analyze/pattern/api-path.ts';
import { anyOf, calls, JAVASCRIPT, nodes, settings } from '../../analyze/pattern/detectors.ts';
import { followed } from '../../analyze/pattern/literal.ts';
import { replacing } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

const ACCEPTS_ALL = /^\(?[^)=]*\)?\s*=>\s*(?:true|\{\s*return true;?\s*\})$/;

export default defineRule({
  id: 'security/ssh-host-unchecked',
  title: 'SSH host is not checked',
  level: 'warning',
  why: 'Whoever answers is taken for the server: keys, passwords and commands go to them.',
  fix: 'Load the known hosts, and refuse what is not among them.',
  cwe: [295, 322],
  languages: [...JAVASCRIPT, 'python', 'go'],
  detect: anyOf(
    calls({ python: ['*.set_missing_host_key_policy'] }, (call) => {
      const policy = call.arguments[0];
      return (
        /^paramiko\.(?:client\.)?(?:AutoAddPolicy|WarningPolicy)(?:\(\))?$/.test((policy && apiPath(policy)) ?? '') &&
        policy!
      );
    }),
    calls(
      { python: ['asyncssh.connect'] },
      (call) => call.option('known_hosts')?.kind === 'none' && call.option('known_hosts')!.parent,
    ),
    settings(
      { javascript: ['hostVerifier'] },
      ({ value, node }) => ACCEPTS_ALL.test(followed(value).text.trim()) && node,
    ),
    nodes({ go: ['call_expression'] }, (node) => node.child('function')?.text === 'ssh.InsecureIgnoreHostKey', [
      'insecureignorehostkey',
    ]),
  ),
  repair: replacing(/\b(?:AutoAdd|Warning)Policy\b/, 'RejectPolicy'),
  bad: [
    'client.connect({ host, «hostVerifier: () => true» });',
    'const options = {};\n«options.hostVerifier = (key) => { return true; }»;',
    {
      after: {
        'deploy.py':
          'import paramiko\nclient = paramiko.SSHClient()\nclient.set_missing_host_key_policy(«paramiko.AutoAddPolicy()»)\n',
      },
    },
    {
      after: {
        'deploy.go': 'package deploy\n\nvar c = &ssh.ClientConfig{HostKeyCallback: «ssh.InsecureIgnoreHostKey()»}\n',
      },
    },
  ],
  good: [
    'client.connect({ host, hostVerifier: (key) => known.has(key.toString("base64")) });',
    'client.connect({ host, hostVerifier });',
    {
      after: {
        'deploy.py':
          'import paramiko\nclient = paramiko.SSHClient()\nclient.load_system_host_keys()\nclient.set_missing_host_key_policy(paramiko.RejectPolicy())\n',
      },
    },
    { after: { 'deploy.go': 'package deploy\n\nvar c = &ssh.ClientConfig{HostKeyCallback: known}\n' } },
  ],
});
