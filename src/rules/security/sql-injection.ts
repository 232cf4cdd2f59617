import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/sql-injection',
  title: 'SQL text is made from an untrusted value',
  level: 'error',
  why: 'A value inside the text of a query can change the query: read other rows, change them, or end them.',
  fix: 'Keep the text constant and hand values over as parameters.',
  cwe: [89],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'sql' }),
  bad: [
    `const app = require("express")();
const db = require("mysql2").createPool({});
app.get("/u", (req, res) => {
  «db.query("select * from u where id = " + req.query.id)»;
  res.end();
});`,
    `import express from "express";
import { Pool } from "pg";
const pool = new Pool();
const app = express();
function byName(name) {
  const text = \`select * from u where name = '\${name}'\`;
  return «pool.query(text)»;
}
app.get("/u/:name", async (req, res) => res.json(await byName(req.params.name)));`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import sqlite3
app = Flask(__name__)
@app.route("/u")
def user():
    cursor = sqlite3.connect("app.db").cursor()
    «cursor.execute("select * from u where id = " + request.args["id"])»
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import sqlite3
app = Flask(__name__)
def find(cursor, name):
    query = f"select * from u where name = '{name}'"
    return «cursor.execute(query)»
@app.route("/u")
def user():
    rows = find(sqlite3.connect("app.db").cursor(), request.form.get("name"))
    return "ok"`,
      },
    },
  ],
  good: [
    `const app = require("express")();
const db = require("mysql2").createPool({});
app.get("/u", (req, res) => {
  db.query("select * from u where id = ?", [req.query.id]);
  res.end();
});`,
    `import express from "express";
import { Pool } from "pg";
const pool = new Pool();
const app = express();
app.get("/u", async (req, res) => {
  const limit = Number.parseInt(req.query.limit, 10);
  res.json(await pool.query(\`select * from u limit \${limit}\`));
});`,
    {
      after: {
        'src/example.py': `from flask import Flask, request
import sqlite3
app = Flask(__name__)
@app.route("/u")
def user():
    cursor = sqlite3.connect("app.db").cursor()
    cursor.execute("select * from u where id = ?", (request.args["id"],))
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import sqlite3
app = Flask(__name__)
COLUMNS = {"name": "name", "age": "age_years"}
@app.route("/u")
def user():
    order = request.args.get("order", "name")
    if order not in COLUMNS:
        return "bad", 400
    sqlite3.connect("app.db").execute("select * from u order by " + COLUMNS[order])
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import sqlite3
app = Flask(__name__)
@app.route("/u")
def user():
    number = int(request.args["id"])
    sqlite3.connect("app.db").execute("select * from u where id = %d" % number)
    return "ok"`,
      },
    },
  ],
});
