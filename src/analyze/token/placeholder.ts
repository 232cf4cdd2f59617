/** Words that are not met in random text: somebody wrote them to say "not a secret". */
const WORDS =
  /example|sample|dummy|place_?-?holder|change[-_]?(?:me|it)|replace|insert|redact|your[-_ ]|my[-_](?:secret|token|key|pass)|foobar|foo[-_]bar|deadbeef|not[-_]?(?:a[-_]?)?(?:real|secret|valid|used)|invalid|masked|hidden|removed|<[^>]{1,60}>|\.\.\.|\*\*\*|…|lorem|qwerty/i;
/** Short words, which a very long random text may hold by chance. */
const SHORT_WORDS = /fake|xxxx|mock|snip|todo|asdf|your|none|null|demo/i;

/** Text that stands for a value which comes from elsewhere: a template, a variable, a look-up. */
const REFERENCE =
  /\$\{|\$\(|\{\{|\}\}|#\{|<%|%\(|%[A-Z_]{3,}%|@@|^\$[A-Za-z_]|^%[sdv]$|^\{[\w.]*\}$|^<.*>$|^\[.*\]$|process\.env|os\.environ|getenv|env\[|ENV\[|import\.meta|secrets\.|vault:|vault\(|arn:aws|ref\+|keyvault/;

/** Longest run of equal characters and longest run that counts up or down by one, as [equal, sequential]. */
function runs(text: string): [number, number] {
  let equal = 1;
  let step = 1;
  let direction = 0;
  let longestEqual = 1;
  let longestStep = 1;
  for (let i = 1; i < text.length; i++) {
    const difference = text.charCodeAt(i) - text.charCodeAt(i - 1);
    equal = difference === 0 ? equal + 1 : 1;
    if (difference === 1 || difference === -1) {
      step = difference === direction ? step + 1 : 2;
      direction = difference;
    } else {
      step = 1;
      direction = 0;
    }
    if (equal > longestEqual) longestEqual = equal;
    if (step > longestStep) longestStep = step;
  }
  return [longestEqual, longestStep];
}

/** True where a piece of at most a quarter of the text, repeated, makes the text. */
function repeats(text: string): boolean {
  for (let size = 1; size <= Math.min(12, text.length >> 2); size++) {
    let i = size;
    while (i < text.length && text.charCodeAt(i) === text.charCodeAt(i - size)) i++;
    if (i === text.length) return true;
  }
  return false;
}

/** True where the value is written by somebody who shows a form: an example, a template, a counted or repeated sequence. */
export function isPlaceholder(value: string): boolean {
  if (value.length < 4 || WORDS.test(value) || REFERENCE.test(value)) return true;
  if (value.length < 80 && SHORT_WORDS.test(value)) return true;
  const [equal, sequential] = runs(value);
  // A long secret may count by chance or by a human hand in it; a short one that is mostly a sequence is no secret.
  if ((equal >= 6 && equal * 8 >= value.length) || equal * 3 >= value.length || sequential * 3 >= value.length)
    return true;
  if (value.length >= 12 && new Set(value).size * 4 < Math.min(value.length, 20)) return true;
  return repeats(value);
}

/** True for forms that identify and do not open anything: UUID, URL, path, date, version, colour, MIME type. */
export function isIdentifier(value: string): boolean {
  return /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[a-z][a-z0-9+.-]{1,20}:\/\/\S*|\.{0,2}\/[\w./-]*|\d{4}-\d\d-\d\d(?:[T ].*)?|v?\d+\.\d+(?:\.\d+)?[\w.+-]*|#[0-9a-f]{3,8}|[a-z]+\/[a-z0-9.+-]+)$/i.test(
    value,
  );
}

/** Files that hold digests by the hundred and secrets never: lock files and checksum lists. */
export function isLockFile(path: string): boolean {
  return /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|deno\.lock|composer\.lock|Gemfile\.lock|Cargo\.lock|poetry\.lock|Pipfile\.lock|uv\.lock|pdm\.lock|go\.sum|mix\.lock|flake\.lock|packages\.lock\.json|Podfile\.lock|gradle\.lockfile|verification-metadata\.xml|\.terraform\.lock\.hcl)$|\.sha(?:1|256|512)(?:sums?)?$/i.test(
    path,
  );
}

const TEXT_FOR_PEOPLE =
  /(?:^|\/)(?:locales?|i18n|l10n|lang|languages?|translations?|messages)(?:\/|[._-][\w.-]*\.(?:json|ya?ml|ini|properties|ts|js|php|toml)$)|\.(?:po|pot|arb|xlf|xliff|resx|strings|svg|lang)$|messages(?:_\w+)?\.properties$/i;

/** Translations and drawings: what stands under a telling name there is a label, in any script. */
export function isTextForPeople(path: string): boolean {
  return TEXT_FOR_PEOPLE.test(path);
}

const WEAK =
  /^(?:(?:my|the|db|user|app|default|dev|local|root|admin|super)?[-_.]?(?:pass(?:w(?:or)?d)?|pwd|secret|admin|root|user|test(?:ing|er)?|guest|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbit(?:mq)?|minio(?:admin)?|elastic|kafka|sa|dev|local|docker|toor|letmein|welcome|string|value|foo|bar|baz|abc|qwe|hello|bogus|whatever|temp|tmp|none|null|nil|undefined|true|false|empty)[-_.!@#$]?(?:\d{0,4}|word|pass(?:word)?)[-_.!]?)$/i;

/** Words that stand in for a password in documentation, and on machines that only their owner reaches. */
export function isStockPassword(value: string, user = ''): boolean {
  return value.length < 4 || value === user || WEAK.test(value) || /^\d{1,6}$/.test(value);
}

/** Hosts that name no machine of anybody: this machine, a neighbour in the same compose file, a name reserved for examples. */
export function isLocalHost(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|::1|\[::1?\]|[a-z][a-z0-9_-]*|host\.docker\.internal|(?:.*\.)?(?:example(?:\.(?:com|org|net))?|test|invalid|localhost|local|internal\.example))$/i.test(
    host,
  );
}
