import type { Callback, Misuse, Model } from '../model.ts';

const of = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);
const REQUEST = 'net/http.Request';
const WRITER = 'net/http.ResponseWriter';
const HANDLER: Callback = { at: '1', parameters: [WRITER, REQUEST] };
const VERBS = 'GET POST PUT DELETE PATCH HEAD OPTIONS Any Use Handle Add Get Post Put Delete Patch All'.split(' ');
const GIN = 'github.com/gin-gonic/gin';
const ECHO = 'github.com/labstack/echo';
const FIBER = 'github.com/gofiber/fiber';

/** Go's HTTP server. */
export const goHttp: Model = {
  package: 'net/http',
  languages: ['go'],
  types: {
    [`${REQUEST}.URL.Query()`]: 'net/url.Values',
    'net/http.NewServeMux()': 'net/http.ServeMux',
    'net/http.Server': 'net/http.Server',
    'net/http.Cookie': 'net/http.Cookie',
    'github.com/gorilla/mux.NewRouter()': 'github.com/gorilla/mux.Router',
    'github.com/go-chi/chi.NewRouter()': 'github.com/go-chi/chi.Router',
    'github.com/go-chi/chi.Mux': 'github.com/go-chi/chi.Router',
  },
  sources: {
    request: [
      ...of(
        REQUEST,
        'URL.Query() URL.RawQuery URL.Path URL.Fragment RequestURI Header Form PostForm MultipartForm Body Host FormValue() PostFormValue() PathValue() Cookie() Cookies() UserAgent() Referer() FormFile()',
      ),
      `${REQUEST}.URL`,
      'github.com/gorilla/mux.Vars()',
      'github.com/go-chi/chi.URLParam()',
      'github.com/julienschmidt/httprouter.Params.ByName()',
      'github.com/gorilla/websocket.Conn.ReadMessage()',
      'net/http.Response.Body',
    ],
  },
  callbacks: {
    'net/http.HandleFunc': HANDLER,
    'net/http.ServeMux.HandleFunc': HANDLER,
    'github.com/gorilla/mux.Router.HandleFunc': HANDLER,
    ...Object.fromEntries(VERBS.map((verb) => [`github.com/go-chi/chi.Router.${verb}`, HANDLER])),
    'net/http.HandlerFunc': { at: '0', parameters: [WRITER, REQUEST] },
  },
  sinks: {
    html: [
      `${WRITER}.Write(0)`,
      ...['fmt.Fprint', 'fmt.Fprintf', 'fmt.Fprintln', 'io.WriteString'].map((call) => `${call}(*, 0=${WRITER})`),
    ],
    redirect: ['net/http.Redirect(2)'],
    header: [`${WRITER}.Header().Set(1)`, `${WRITER}.Header().Add(1)`],
    path: ['net/http.ServeFile(2)', 'net/http.Dir(0)'],
  },
  drops: [`${WRITER}.Write`, 'net/http.Error'],
  misuses: {
    'no-limit': [
      ...of('net/http', 'ListenAndServe ListenAndServeTLS Serve').map((call): Misuse => ({ call })),
      ...of('net/http.Server', 'ListenAndServe ListenAndServeTLS Serve').map(
        (call): Misuse => ({
          call,
          argument: 'this',
          without: ['ReadTimeout', 'ReadHeaderTimeout'],
        }),
      ),
    ],
    'plain-transport': [
      { call: 'net/http.ListenAndServe', matches: /^(?!localhost|127\.|\[::1\])/ },
      ...[
        'net/http.Get',
        'net/http.Post',
        'net/http.PostForm',
        'net/http.Head',
        'net/http.Client.Get',
        'net/http.Client.Post',
      ].map((call): Misuse => ({ call, matches: /^http:\/\/(?!localhost|127\.)/i })),
      { call: 'net/http.NewRequest', argument: '1', matches: /^http:\/\/(?!localhost|127\.)/i },
      { call: 'github.com/jlaffaye/ftp.Dial' },
    ],
    'cookie-insecure': [
      { call: 'net/http.SetCookie', argument: '1', of: 'net/http.Cookie', without: ['Secure=true'] },
      { call: `${GIN}.Context.SetCookie`, argument: '5', is: 'false' },
    ],
    'cookie-script': [
      { call: 'net/http.SetCookie', argument: '1', of: 'net/http.Cookie', without: ['HttpOnly=true'] },
      { call: `${GIN}.Context.SetCookie`, argument: '6', is: 'false' },
    ],
    'any-origin': [
      {
        call: `${WRITER}.Header().Set`,
        argument: '1',
        is: '*',
        beside: { argument: '0', matches: /^Access-Control-Allow-Origin$/i },
      },
      {
        call: `${GIN}.Context.Header`,
        argument: '1',
        is: '*',
        beside: { argument: '0', matches: /^Access-Control-Allow-Origin$/i },
      },
    ],
    'token-unverified': [
      { call: 'github.com/golang-jwt/jwt.Parser.ParseUnverified' },
      { call: 'github.com/dgrijalva/jwt-go.Parser.ParseUnverified' },
      { call: 'github.com/golang-jwt/jwt.NewWithClaims', is: 'github.com/golang-jwt/jwt.SigningMethodNone' },
      { call: 'github.com/dgrijalva/jwt-go.NewWithClaims', is: 'github.com/dgrijalva/jwt-go.SigningMethodNone' },
    ],
  },
  bad: [
    'package a\n\nimport (\n\t"fmt"\n\t"net/http"\n)\n\nfunc hello(w http.ResponseWriter, r *http.Request) {\n\tname := r.URL.Query().Get("name")\n\t«fmt.Fprintf(w, "<h1>%s</h1>", name)»\n}\n',
    'package a\n\nimport "net/http"\n\nfunc init() {\n\thttp.HandleFunc("/go", func(w http.ResponseWriter, r *http.Request) {\n\t\t«http.Redirect(w, r, r.FormValue("to"), http.StatusFound)»\n\t})\n}\n',
    'package a\n\nimport "net/http"\n\nfunc serve() error {\n\tserver := &http.Server{Addr: "localhost:8080"}\n\treturn «server.ListenAndServe()»\n}\n',
  ],
  good: [
    'package a\n\nimport (\n\t"fmt"\n\t"html"\n\t"net/http"\n)\n\nfunc hello(w http.ResponseWriter, r *http.Request) {\n\tname := html.EscapeString(r.URL.Query().Get("name"))\n\tfmt.Fprintf(w, "<h1>%s</h1>", name)\n}\n',
    'package a\n\nimport (\n\t"fmt"\n\t"net/http"\n\t"os"\n)\n\nfunc hello(w http.ResponseWriter, r *http.Request) {\n\tfmt.Fprintf(os.Stderr, "%s", r.FormValue("name"))\n}\n',
    'package a\n\nimport (\n\t"net/http"\n\t"time"\n)\n\nfunc serve() error {\n\tserver := &http.Server{Addr: "localhost:8080", ReadHeaderTimeout: time.Second}\n\treturn server.ListenAndServe()\n}\n',
  ],
};

const handlers = (path: string, parameter: string) =>
  Object.fromEntries(VERBS.map((verb) => [`${path}.${verb}`, { at: '0+', parameters: [parameter] } as Callback]));

/** gin, echo and fiber. */
export const goFrameworks: Model = {
  package: GIN,
  languages: ['go'],
  types: {
    [`${GIN}.Default()`]: `${GIN}.Engine`,
    [`${GIN}.New()`]: `${GIN}.Engine`,
    [`${GIN}.Engine.Group()`]: `${GIN}.Engine`,
    [`${GIN}.RouterGroup`]: `${GIN}.Engine`,
    [`${GIN}.Context.Request`]: REQUEST,
    [`${GIN}.Context.Writer`]: WRITER,
    [`${ECHO}.New()`]: `${ECHO}.Echo`,
    [`${ECHO}.Echo.Group()`]: `${ECHO}.Echo`,
    [`${ECHO}.Context.Request()`]: REQUEST,
    [`${FIBER}.New()`]: `${FIBER}.App`,
    [`${FIBER}.App.Group()`]: `${FIBER}.App`,
  },
  sources: {
    request: [
      ...of(
        `${GIN}.Context`,
        'Query() DefaultQuery() QueryArray() QueryMap() Param() PostForm() DefaultPostForm() PostFormArray() GetHeader() Cookie() GetQuery() GetPostForm() GetRawData() FormFile() ClientIP()',
      ),
      ...of(
        `${ECHO}.Context`,
        'QueryParam() QueryParams() Param() FormValue() FormParams() QueryString() Cookie() FormFile()',
      ),
      ...of(
        `${FIBER}.Ctx`,
        'Query() Params() FormValue() Get() Cookies() Body() BodyRaw() OriginalURL() Path() FormFile()',
      ),
    ],
  },
  callbacks: {
    ...handlers(`${GIN}.Engine`, `${GIN}.Context`),
    ...handlers(`${ECHO}.Echo`, `${ECHO}.Context`),
    ...handlers(`${FIBER}.App`, `${FIBER}.Ctx`),
  },
  sinks: {
    html: [`${GIN}.Context.Data(2)`, `${ECHO}.Context.HTML(1)`, `${ECHO}.Context.HTMLBlob(1)`],
    redirect: [`${GIN}.Context.Redirect(1)`, `${ECHO}.Context.Redirect(1)`, `${FIBER}.Ctx.Redirect(0)`],
    path: [
      `${GIN}.Context.File(0)`,
      `${GIN}.Context.FileAttachment(0)`,
      `${GIN}.Context.SaveUploadedFile(1)`,
      `${ECHO}.Context.File(0)`,
      `${ECHO}.Context.Attachment(0)`,
      `${FIBER}.Ctx.SendFile(0)`,
      `${FIBER}.Ctx.Download(0)`,
    ],
    header: [`${GIN}.Context.Header(1)`, `${FIBER}.Ctx.Set(1)`],
  },
  drops: [`${GIN}.Context.JSON`, `${ECHO}.Context.JSON`, `${FIBER}.Ctx.JSON`],
  bad: [
    `package a\n\nimport (\n\t"os"\n\n\t"${GIN}"\n)\n\nfunc routes() {\n\tr := gin.Default()\n\tr.GET("/file", func(c *gin.Context) {\n\t\tbody, _ := «os.ReadFile("/data/" + c.Query("name"))»\n\t\t_ = body\n\t})\n}\n`,
    `package a\n\nimport "${ECHO}/v4"\n\nfunc hello(c echo.Context) error {\n\treturn «c.HTML(200, "<b>"+c.QueryParam("name")+"</b>")»\n}\n`,
    `package a\n\nimport "${FIBER}/v2"\n\nfunc away(c *fiber.Ctx) error {\n\treturn «c.Redirect(c.Query("to"))»\n}\n`,
  ],
  good: [
    `package a\n\nimport "${GIN}"\n\nfunc show(c *gin.Context) {\n\tc.JSON(200, gin.H{"name": c.Query("name")})\n}\n`,
    `package a\n\nimport "${ECHO}/v4"\n\nfunc away(c echo.Context) error {\n\treturn c.Redirect(302, "/users/"+c.Param("id"))\n}\n`,
  ],
};

/** Databases of Go. */
export const goDatabases: Model = {
  package: 'database/sql',
  languages: ['go'],
  types: {
    'database/sql.Open()': 'database/sql.DB',
    'database/sql.DB.Begin()': 'database/sql.DB',
    'database/sql.DB.BeginTx()': 'database/sql.DB',
    'database/sql.Tx': 'database/sql.DB',
    'database/sql.Conn': 'database/sql.DB',
    'github.com/jmoiron/sqlx.Connect()': 'github.com/jmoiron/sqlx.DB',
    'github.com/jmoiron/sqlx.Open()': 'github.com/jmoiron/sqlx.DB',
    'github.com/jmoiron/sqlx.MustConnect()': 'github.com/jmoiron/sqlx.DB',
    'github.com/jmoiron/sqlx.Tx': 'github.com/jmoiron/sqlx.DB',
    'gorm.io/gorm.Open()': 'gorm.io/gorm.DB',
    'github.com/jinzhu/gorm.DB': 'gorm.io/gorm.DB',
    'github.com/jinzhu/gorm.Open()': 'gorm.io/gorm.DB',
    ...Object.fromEntries(
      'Where() Model() Table() Joins() Order() Preload() Debug() WithContext() Select() Limit() Offset() Group()'
        .split(' ')
        .map((name) => [`gorm.io/gorm.DB.${name}`, 'gorm.io/gorm.DB']),
    ),
    'github.com/jackc/pgx/pgconn.PgConn': 'github.com/jackc/pgx.Conn',
    'github.com/jackc/pgx.Tx': 'github.com/jackc/pgx.Conn',
    'github.com/go-pg/pg.Tx': 'github.com/go-pg/pg.DB',
    'github.com/jackc/pgx.Connect()': 'github.com/jackc/pgx.Conn',
    'github.com/jackc/pgx/v5/pgxpool.New()': 'github.com/jackc/pgx.Conn',
    'github.com/jackc/pgx/pgxpool.New()': 'github.com/jackc/pgx.Conn',
    'github.com/jackc/pgx/pgxpool.Pool': 'github.com/jackc/pgx.Conn',
    'github.com/go-pg/pg.Connect()': 'github.com/go-pg/pg.DB',
  },
  sinks: {
    sql: [
      ...of(
        'database/sql.DB',
        'Query(0) QueryRow(0) Exec(0) Prepare(0) QueryContext(1) QueryRowContext(1) ExecContext(1) PrepareContext(1)',
      ),
      ...of(
        'github.com/jmoiron/sqlx.DB',
        'Query(0) Queryx(0) QueryRow(0) QueryRowx(0) Exec(0) MustExec(0) Get(1) Select(1) NamedExec(0) Preparex(0) QueryContext(1) ExecContext(1)',
      ),
      ...of('gorm.io/gorm.DB', 'Raw(0) Exec(0) Where(0) Order(0) Having(0) Group(0) Select(0) Joins(0) Table(0)'),
      ...of('github.com/jackc/pgx.Conn', 'Query(1) QueryRow(1) Exec(1)'),
      ...of('github.com/go-pg/pg.DB', 'Query(1) QueryOne(1) Exec(0) ExecOne(0)'),
      'github.com/astaxie/beego/orm.Ormer.Raw(0)',
      'xorm.io/xorm.Engine.SQL(0)',
      'xorm.io/xorm.Session.SQL(0)',
    ],
    nosql: [
      ...of(
        'go.mongodb.org/mongo-driver/mongo.Collection',
        'Find(1) FindOne(1) UpdateOne(1) DeleteOne(1) Aggregate(1)',
      ),
    ],
  },
  bad: [
    'package a\n\nimport (\n\t"database/sql"\n\t"fmt"\n\t"net/http"\n)\n\ntype server struct{ db *sql.DB }\n\nfunc (s *server) find(w http.ResponseWriter, r *http.Request) {\n\tquery := fmt.Sprintf("select * from users where name = \'%s\'", r.FormValue("name"))\n\trows, err := «s.db.Query(query)»\n\t_, _ = rows, err\n}\n',
    'package a\n\nimport (\n\t"net/http"\n\n\t"gorm.io/gorm"\n)\n\nvar db *gorm.DB\n\nfunc find(w http.ResponseWriter, r *http.Request) {\n\t«db.Raw("select * from users order by " + r.URL.Query().Get("by"))»\n}\n',
  ],
  good: [
    'package a\n\nimport (\n\t"database/sql"\n\t"net/http"\n)\n\ntype server struct{ db *sql.DB }\n\nfunc (s *server) find(w http.ResponseWriter, r *http.Request) {\n\trows, err := s.db.Query("select * from users where name = ?", r.FormValue("name"))\n\t_, _ = rows, err\n}\n',
    'package a\n\nimport (\n\t"database/sql"\n\t"fmt"\n\t"net/http"\n\t"strconv"\n)\n\nfunc find(db *sql.DB, r *http.Request) {\n\tlimit, err := strconv.Atoi(r.FormValue("limit"))\n\tif err != nil {\n\t\treturn\n\t}\n\tdb.Query(fmt.Sprintf("select * from users limit %d", limit))\n}\n',
  ],
};
