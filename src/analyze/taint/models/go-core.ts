import type { Misuse, Model } from '../model.ts';

const of = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);
const INT = 'Atoi ParseInt ParseUint ParseFloat ParseBool'.split(' ').map((name) => `strconv.${name}`);

/** Go's own library: texts, files, processes, and what they are made from. */
export const goCore: Model = {
  package: 'os',
  languages: ['go'],
  types: {
    'regexp.MustCompile()': 'regexp.Regexp',
    'regexp.Compile()': 'regexp.Regexp',
    'bufio.NewReader()': 'bufio.Reader',
    'bufio.NewScanner()': 'bufio.Scanner',
    'net.Listen()': 'net.Listener',
    'net.Listener.Accept()': 'net.Conn',
    'net.Dial()': 'net.Conn',
    'archive/zip.OpenReader()': 'archive/zip.ReadCloser',
  },
  sources: {
    request: ['net.Conn.Read()', 'archive/zip.File.Name', 'archive/tar.Header.Name'],
    local: [
      'os.Args',
      'os.Getenv()',
      'os.LookupEnv()',
      'os.Stdin',
      'flag.String()',
      'flag.Arg()',
      'flag.Args()',
      'os.ReadFile()',
      'io/ioutil.ReadFile()',
    ],
  },
  sinks: {
    shell: [
      'os/exec.Command(*)',
      'os/exec.CommandContext(1)',
      'os/exec.CommandContext(2)',
      'os/exec.CommandContext(3)',
      'syscall.Exec(0)',
      'syscall.Exec(1)',
      'syscall.ForkExec(0)',
      'os.StartProcess(0)',
    ],
    path: [
      ...of(
        'os',
        'Open(0) OpenFile(0) Create(0) ReadFile(0) WriteFile(0) Remove(0) RemoveAll(0) Mkdir(0) MkdirAll(0) ReadDir(0) Rename(*) Stat(0) Chmod(0) Symlink(*)',
      ),
      ...of('io/ioutil', 'ReadFile(0) WriteFile(0) ReadDir(0)'),
      'archive/zip.OpenReader(0)',
      'net/http.ServeFile(2)',
      'os.DirFS(0)',
    ],
    url: [
      ...of('net/http', 'Get(0) Post(0) PostForm(0) Head(0) NewRequest(1) NewRequestWithContext(2)'),
      ...of('net/http.Client', 'Get(0) Post(0) PostForm(0) Head(0)'),
      'net.Dial(1)',
      'net.DialTimeout(1)',
    ],
    regex: of('regexp', 'Compile(0) MustCompile(0) Match(0) MatchString(0)'),
    log: [
      ...of('log', 'Print(*) Println(*) Printf(*) Fatal(*) Fatalf(*)'),
      ...of('log/slog', 'Info(0) Warn(0) Error(0) Debug(0)'),
    ],
    html: of('html/template', 'HTML(0) JS(0) URL(0) HTMLAttr(0) CSS(0)'),
    template: [
      'text/template.New().Parse(0)',
      'html/template.New().Parse(0)',
      'text/template.Template.Parse(0)',
      'html/template.Template.Parse(0)',
    ],
    code: [
      'plugin.Open(0)',
      'github.com/robertkrimen/otto.Otto.Run(0)',
      'github.com/dop251/goja.Runtime.RunString(0)',
      'github.com/yuin/gopher-lua.LState.DoString(0)',
    ],
    allocation: ['time.Sleep(0)'],
    xpath: [
      'github.com/antchfx/xmlquery.Find(1)',
      'github.com/antchfx/xmlquery.FindOne(1)',
      'github.com/antchfx/htmlquery.Find(1)',
      'github.com/antchfx/xpath.Compile(0)',
    ],
    ldap: ['github.com/go-ldap/ldap.NewSearchRequest(7)', 'github.com/go-ldap/ldap.NewSearchRequest(0)'],
  },
  numbers: INT,
  cleans: {
    html: [
      'html.EscapeString',
      'html/template.HTMLEscapeString',
      'html/template.HTMLEscaper',
      'html/template.JSEscapeString',
      'github.com/microcosm-cc/bluemonday.Policy.Sanitize',
      'net/url.QueryEscape',
    ],
    path: ['path/filepath.Base', 'path.Base'],
    url: ['net/url.QueryEscape', 'net/url.PathEscape'],
    redirect: ['net/url.QueryEscape', 'net/url.PathEscape'],
    regex: ['regexp.QuoteMeta'],
    ldap: ['github.com/go-ldap/ldap.EscapeFilter'],
    log: ['strconv.Quote'],
    shell: ['github.com/alessio/shellescape.Quote'],
    all: ['github.com/google/uuid.Parse', 'github.com/google/uuid.MustParse', 'time.Parse', 'net.ParseIP'],
  },
  passes: [
    ...of(
      'strings',
      'ToLower ToUpper TrimSpace Trim TrimLeft TrimRight TrimPrefix TrimSuffix Title Join Split SplitN Fields Repeat NewReader NewReplacer',
    ),
    ...of('fmt', 'Sprint Sprintln Errorf'),
    ...of('path', 'Join Dir'),
    'path/filepath.Join',
    'path/filepath.FromSlash',
    'path/filepath.Dir',
    ...of('io', 'ReadAll TeeReader LimitReader'),
    'io/ioutil.ReadAll',
    ...of('bufio', 'NewReader NewScanner'),
    ...of('bufio.Reader', 'ReadString ReadLine ReadBytes'),
    'bufio.Scanner.Text',
    ...of('net/url', 'Parse ParseRequestURI QueryUnescape PathUnescape'),
    ...of(
      'encoding/base64',
      'StdEncoding.DecodeString StdEncoding.EncodeToString URLEncoding.DecodeString RawURLEncoding.DecodeString',
    ),
    'encoding/hex.DecodeString',
    ...of('bytes', 'NewBufferString NewBuffer NewReader TrimSpace'),
    'strings.ReplaceAll',
    'strings.Replace',
    'encoding/json.Marshal',
  ],
  resolves: ['path/filepath.Clean', 'path.Clean', 'path/filepath.Abs', 'path/filepath.EvalSymlinks'],
  matches: { 'regexp.MatchString': 'part' },
  compiles: ['regexp.MustCompile', 'regexp.Compile'],
  guards: { path: ['path/filepath.IsLocal', 'io/fs.ValidPath'] },
  misuses: {
    'open-mode': [
      ...['os.Chmod', 'os.Mkdir', 'os.MkdirAll'].map((call): Misuse => ({ call, argument: '1', bits: 0o022 })),
      ...['os.OpenFile', 'os.WriteFile', 'io/ioutil.WriteFile'].map(
        (call): Misuse => ({ call, argument: '2', bits: 0o022 }),
      ),
    ],
    'temp-file': ['os.Create', 'os.WriteFile', 'io/ioutil.WriteFile', 'os.OpenFile'].map(
      (call): Misuse => ({ call, matches: /^\/(?:var\/)?tmp\/|^\/dev\/shm\// }),
    ),
    'all-interfaces': [
      { call: 'net.Listen', argument: '1', matches: /^(?:0\.0\.0\.0|\[::\])?:\d+$/ },
      { call: 'crypto/tls.Listen', argument: '1', matches: /^(?:0\.0\.0\.0|\[::\])?:\d+$/ },
    ],
    'unsafe-memory': [{ call: 'unsafe.Pointer' }, { call: 'unsafe.Slice' }, { call: 'unsafe.String' }],
  },
  bad: [
    'package a\n\nimport (\n\t"os"\n\t"os/exec"\n)\n\nfunc run() error {\n\tdir := os.Getenv("DIR")\n\treturn «exec.Command("sh", "-c", "ls "+dir)».Run()\n}\n',
    'package a\n\nimport (\n\t"archive/zip"\n\t"os"\n\t"path/filepath"\n)\n\nfunc unpack(file *zip.File, root string) (*os.File, error) {\n\tname := filepath.Join(root, file.Name)\n\treturn «os.Create(name)»\n}\n',
    'package a\n\nimport "os"\n\nfunc keep(body []byte) error {\n\treturn «os.WriteFile("/tmp/state", body, 0o600)»\n}\n',
  ],
  good: [
    'package a\n\nimport (\n\t"os"\n\t"os/exec"\n\t"strconv"\n)\n\nfunc run() error {\n\tsize, err := strconv.Atoi(os.Getenv("SIZE"))\n\tif err != nil {\n\t\treturn err\n\t}\n\treturn exec.Command("ls", "-w", strconv.Itoa(size)).Run()\n}\n',
    'package a\n\nimport (\n\t"archive/zip"\n\t"os"\n\t"path/filepath"\n)\n\nfunc unpack(file *zip.File, root string) (*os.File, error) {\n\treturn os.Create(filepath.Join(root, filepath.Base(file.Name)))\n}\n',
  ],
};
