import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/ldap-injection',
  title: 'A directory search is made from an untrusted value',
  level: 'error',
  why: 'A parenthesis or an asterisk in the value changes the filter: it then matches other entries, or all of them.',
  fix: 'Escape the value for a filter, as `escape_filter_chars` or `filter_format` do.',
  cwe: [90],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'ldap' }),
  bad: [
    {
      after: {
        'src/example.py': `from flask import Flask, request
import ldap3
app = Flask(__name__)
@app.route("/find")
def find():
    connection = ldap3.Connection(ldap3.Server("ldap"), auto_bind=True)
    name = request.args["name"]
    «connection.search("ou=people", f"(&(objectclass=person)(uid={name}))")»
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import ldap
app = Flask(__name__)
@app.route("/find")
def find():
    connection = ldap.initialize("ldap://directory")
    found = «connection.search_s("ou=people", ldap.SCOPE_SUBTREE, "(cn=%s)" % request.args["name"])»
    return str(len(found))`,
      },
    },
  ],
  good: [
    {
      after: {
        'src/example.py': `from flask import Flask, request
import ldap3
from ldap3.utils.conv import escape_filter_chars
app = Flask(__name__)
@app.route("/find")
def find():
    connection = ldap3.Connection(ldap3.Server("ldap"), auto_bind=True)
    name = escape_filter_chars(request.args["name"])
    connection.search("ou=people", f"(&(objectclass=person)(uid={name}))")
    return "ok"`,
      },
    },
    {
      after: {
        'src/example.py': `from flask import Flask, request
import ldap
from ldap.filter import filter_format
app = Flask(__name__)
@app.route("/find")
def find():
    connection = ldap.initialize("ldap://directory")
    found = connection.search_s("ou=people", ldap.SCOPE_SUBTREE, filter_format("(cn=%s)", [request.args["name"]]))
    return str(len(found))`,
      },
    },
  ],
});
