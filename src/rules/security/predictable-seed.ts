import { apiPath } from '../../analyze/pattern/api-path.ts';
import { fileSays, functionAround } from '../../analyze/pattern/around.ts';
import { calls } from '../../analyze/pattern/detectors.ts';
import { hasWord, wordsAround, wordsOf } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

const SECRETS = new Set([
  'token',
  'secret',
  'password',
  'otp',
  'nonce',
  'csrf',
  'salt',
  'session',
  'key',
  'pin',
  'code',
  'credential',
  'id',
]);
const GUESSED =
  /^(?:time\.time(?:_ns)?\(\)|datetime\.datetime\.(?:now|utcnow)\(\)(?:\.timestamp\(\))?|os\.getpid\(\)|time\.localtime\(\)|int)(?:\(\))?$/;
const usesRandom = fileSays(/\brandom\.(?:random|randint|choice|choices|getrandbits|randrange|sample|randbytes)\b/);

export default defineRule({
  id: 'security/predictable-seed',
  title: 'Secret made from a seed that can be guessed',
  level: 'warning',
  why: 'Who knows about when the program ran, or tries all seeds, makes the same numbers and so the same secret.',
  fix: 'Use `secrets`, which needs no seed.',
  cwe: [335, 337, 339],
  languages: ['python'],
  detect: calls({ python: ['random.seed', 'random.Random', 'numpy.random.seed'] }, (call) => {
    const seed = call.arguments[0];
    if (!seed || !usesRandom(call.node)) return false;
    const path = apiPath(seed) ?? '';
    if (call.literal(0) === undefined && !GUESSED.test(path)) return false;
    const name = functionAround(call.node).child('name')?.text ?? '';
    const words = [...wordsAround(call.node), ...wordsOf(name)];
    return hasWord(words, SECRETS);
  }),
  bad: [
    'import random, time\ndef session_id():\n    «random.seed(time.time())»\n    return random.getrandbits(128)\n',
    'import random\ndef make_token():\n    «random.seed(42)»\n    return random.choice(WORDS)\n',
  ],
  good: [
    'import secrets\ndef session_id():\n    return secrets.token_hex(16)\n',
    'import random\ndef shuffle_deck(deck):\n    random.seed(42)\n    random.sample(deck, 52)\n',
  ],
});
