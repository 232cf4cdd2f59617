import type { Model } from '../model.ts';

const REQUEST = [
  'args',
  'form',
  'values',
  'cookies',
  'headers',
  'json',
  'data',
  'files',
  'query_string',
  'full_path',
  'url',
  'base_url',
  'host',
  'referrer',
  'user_agent',
  'stream',
  'view_args',
  'environ',
  'get_json()',
  'get_data()',
];

const VIEW = { others: 'request', returns: 'html' } as const;

/** Flask and Werkzeug. */
export const flask: Model = {
  package: 'flask',
  languages: ['python'],
  types: {
    'flask.Flask()': 'flask.Flask',
    'flask.Blueprint()': 'flask.Flask',
    'quart.Quart()': 'flask.Flask',
    'quart.request': 'flask.request',
    'flask.make_response()': 'flask.Response',
    'flask.Response()': 'flask.Response',
  },
  sources: { request: REQUEST.map((part) => `flask.request.${part}`) },
  decorators: {
    ...Object.fromEntries(
      ['route', 'get', 'post', 'put', 'delete', 'patch'].map((name) => [`flask.Flask.${name}()`, VIEW]),
    ),
    // `def init(app): @app.route(…)`: the application is handed in.
    '?.route()': VIEW,
  },
  sinks: {
    html: [
      'flask.make_response(0)',
      'flask.Response(0)',
      'flask.Response(response)',
      'flask.Markup(0)',
      'markupsafe.Markup(0)',
    ],
    redirect: ['flask.redirect(0)', 'flask.redirect(location)', 'werkzeug.utils.redirect(0)'],
    template: [
      'flask.render_template_string(0)',
      'jinja2.Template(0)',
      'jinja2.Environment().from_string(0)',
      'mako.template.Template(0)',
    ],
    path: ['flask.send_file(0)', 'flask.send_file(path_or_file)'],
    header: ['flask.Response.headers.add(1)', 'flask.Response.set_cookie(1)'],
    trust: ['flask.session[]='],
  },
  cleans: {
    html: [
      'flask.escape',
      'flask.render_template',
      'flask.jsonify',
      'flask.render_template_string',
      'flask.json.dumps',
      'bleach.clean',
    ],
    path: ['werkzeug.utils.secure_filename', 'werkzeug.utils.safe_join', 'flask.safe_join'],
    all: ['flask.url_for'],
  },
  drops: ['flask.send_from_directory', 'flask.redirect', 'flask.flash'],
  stops: ['flask.abort', 'werkzeug.exceptions.abort', 'quart.abort'],
  bad: [
    'from flask import request\ndef init(app):\n    @app.route("/x", methods=["POST"])\n    def x():\n        «return "<b>" + request.form.get("name") + "</b>"»',
    'from flask import request, make_response\ndef init(app):\n    @app.route("/x")\n    def show():\n        return «make_response((request.args["x"], 200))»',
    'import flask\nfrom flask import request\napp = flask.Flask(__name__)\n@app.post("/login")\ndef login():\n    «flask.session["user"]» = request.form["id"]\n    return "ok"',
    'from flask import request\ndef init(app):\n    @app.route("/hello")\n    def show():\n        «return "Hello " + request.args["name"]»',
    'import io\nfrom flask import request\ndef init(app):\n    @app.route("/hello")\n    def show():\n        page = io.StringIO()\n        page.write("<p>")\n        page.write(request.args["name"])\n        «return page.getvalue()»',
    'from flask import request\ndef init(app):\n    @app.route("/x")\n    def show():\n        text = request.args["x"]\n        if not text.startswith("\'") or not text.endswith("\'"):\n            return "no"\n        return str(len(«eval(text)»))',
    'from flask import Flask, request\nimport os\napp = Flask(__name__)\n@app.route("/run")\ndef run():\n    «os.system(request.args.get("cmd"))»\n    return "ok"',
    'import flask\napp = flask.Flask(__name__)\n@app.route("/go")\ndef go():\n    return «flask.redirect(flask.request.args["next"])»',
    'from flask import Blueprint\nimport sqlite3\nbp = Blueprint("b", __name__)\n@bp.get("/u/<name>")\ndef user(name):\n    db = sqlite3.connect("x")\n    «db.execute("select * from u where n = \'" + name + "\'")»\n    return "ok"',
    'from flask import Flask, request, render_template_string\napp = Flask(__name__)\n@app.route("/t")\ndef t():\n    return «render_template_string("Hi " + request.form["name"])»',
  ],
  good: [
    'from flask import request, redirect\nfrom urllib.parse import urlparse\ndef init(app):\n    @app.route("/go")\n    def go():\n        target = request.args["next"]\n        url = urlparse(target)\n        if url.netloc not in ["example.com"]:\n            return "no"\n        return redirect(target)',
    'from flask import request, make_response\ndef init(app):\n    @app.route("/x")\n    def show():\n        return make_response(("ok", {"x": request.args["x"]}))',
    'import flask\nfrom flask import request\napp = flask.Flask(__name__)\n@app.post("/login")\ndef login():\n    flask.session["user"] = users[int(request.form["id"])]\n    return "ok"',
    'from urllib.parse import urlparse\nfrom flask import Flask, request, redirect\napp = Flask(__name__)\n@app.route("/go")\ndef go():\n    target = request.args["next"]\n    url = urlparse(target)\n    if url.netloc not in ["example.com"] or url.scheme != "https":\n        return "no"\n    return redirect(target)',
    'from flask import request\ndef init(app):\n    @app.route("/json")\n    def show():\n        return {"name": request.args["name"]}',
    'import configparser\nfrom flask import request\ndef init(app):\n    @app.route("/x")\n    def show():\n        parser = configparser.ConfigParser()\n        parser.add_section("a")\n        parser.set("a", "b", request.args["name"])\n        parser.set("a", "c", "safe")\n        return parser.get("a", "c")',
    'from flask import request\ndef init(app):\n    @app.route("/x")\n    def show():\n        text = request.args["x"]\n        if not text.startswith("\'") or not text.endswith("\'") or "\'" in text[1:-1]:\n            return "no"\n        return str(len(eval(text)))',
    'from flask import request\ndef init(app):\n    @app.route("/files/<name>")\n    def show(name):\n        open("files/" + request.full_path.split("/")[2])\n        return "ok"',
    'from flask import Flask, request, redirect, url_for\napp = Flask(__name__)\n@app.route("/go")\ndef go():\n    return redirect(url_for("home", page=request.args["p"]))',
    'from flask import Flask, request, render_template\napp = Flask(__name__)\n@app.route("/t")\ndef t():\n    return render_template("a.html", name=request.form["name"])',
    'from flask import Flask, request\nimport os\napp = Flask(__name__)\nALLOWED = {"start", "stop"}\n@app.route("/run")\ndef run():\n    cmd = request.args.get("cmd")\n    if cmd not in ALLOWED:\n        return "no"\n    os.system("service x " + cmd)\n    return "ok"',
  ],
};
