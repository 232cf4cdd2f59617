import type { SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { makingOf } from '../../analyze/pattern/built.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { calls } from '../../analyze/pattern/detectors.ts';
import { nearestValue } from '../../analyze/pattern/nearest.ts';
import { defineRule } from '../../analyze/rule.ts';

const QUERY =
  /^[\s(]*(?:[rbf]{0,2}("""|'''|"|'))\s*(?:\(?\s*select\b(?=[\s\S]*\bfrom\b)|insert\s+(?:or\s+\w+\s+)?into\b|update\s+\S+\s+set\b|update\s*["'{%]|delete\s+from\b|replace\s+into\b|merge\s+into\b|drop\s+(?:table|database|user|schema|view)\b|alter\s+(?:table|user)\b|create\s+(?:table|user|database|view)\b|truncate\s|grant\s|with\s+\w+\s+as\b)/i;
/** A value that stands in quotes inside the query is data: there a parameter is always possible. */
const QUOTED = /'\s*(?:["']\s*\+|["']\s*%\s*\w|\{|%s')|'%\(\w+\)s'/;
const SAFE_CALL =
  /^(?:int|float|len|bool|psycopg2?\.sql\.\w+|psycopg2\.extensions\.quote_ident|asyncpg\.utils\._quote_ident)\(\)$|\.(?:quote_ident|quote_identifier|escape_identifier|quote_name)\(\)$/;

/** A number, a quoted name, a row of placeholders, or a name that the program itself gives its tables. */
function isSafe(part: SyntaxNode): boolean {
  if (SAFE_CALL.test(apiPath(part) ?? '') || /\.quote_\w+\(/.test(part.text)) return true;
  if (/^["'],?\s*["']\.join\(|\.join\(\s*\[?["'](?:\?|%s)["']/.test(part.text)) return true;
  return /^(?:\w+\.)*(?:[A-Z][A-Z0-9_]*|_meta\.\w+|__tablename__|__table__(?:\.\w+)?|placeholders?|marks)$/.test(
    part.text,
  );
}

function built(call: Call) {
  const query = call.arguments[0] ?? call.option('sql') ?? call.option('query') ?? call.option('statement');
  if (!query) return false;
  const made = nearestValue(query);
  if (makingOf(made, isSafe) !== 'built') return false;
  const { text } = made;
  if (text.length > 20_000 || !QUERY.test(text)) return false;
  return QUOTED.test(text) ? query : { at: query, level: 'note' as const };
}

export default defineRule({
  id: 'security/built-sql',
  title: 'Query put together from values',
  level: 'warning',
  why: 'A value that becomes part of the text of a query can change what the query does.',
  fix: 'Keep the text constant and hand the values over as parameters; take names of tables and columns from a list.',
  cwe: [89],
  languages: ['python'],
  detect: calls(
    {
      python: [
        ...[
          'execute',
          'executemany',
          'executescript',
          'raw',
          'fetch',
          'fetchrow',
          'fetchval',
          'fetch_all',
          'fetch_one',
          'cursor',
          'prepare',
          'run',
          'exec_driver_sql',
          'read_sql',
          'read_sql_query',
          'text',
          'from_statement',
          'query',
        ].map((name) => `*.${name}`),
        'sqlalchemy.text',
        'sqlalchemy.sql.text',
        'django.db.models.expressions.RawSQL',
        'django.db.models.RawSQL',
      ],
    },
    built,
  ),
  bad: [
    { after: { 'shop/db.py': 'cursor.execute(«"select * from t where name = \'" + name + "\'"»)\n' } },
    { after: { 'shop/db.py': 'query = f"DELETE FROM users WHERE id = {user.id}"\nconn.execute(«query»)\n' } },
    {
      after: {
        'shop/db.py':
          'from sqlalchemy import text\nrows = session.execute(text(«"SELECT name FROM t WHERE age = %s" % age()»))\n',
      },
    },
    {
      after: {
        'shop/db.py':
          'async def rows(self):\n    return await self.pool.fetch(«"SELECT * FROM {}".format(self.name)»)\n',
      },
    },
  ],
  good: [
    { after: { 'shop/db.py': 'cursor.execute("select * from t where name = %s", (name,))\n' } },
    { after: { 'shop/db.py': 'TABLE = "users"\nconn.execute(f"SELECT * FROM {TABLE} WHERE id = ?", (number,))\n' } },
    { after: { 'shop/db.py': 'conn.execute("SELECT * FROM t LIMIT %d" % int(limit))\n' } },
    {
      after: {
        'shop/db.py':
          'marks = ",".join(["?"] * len(ids))\nconn.execute(f"SELECT * FROM t WHERE id IN ({marks})", ids)\n',
      },
    },
    { after: { 'shop/db.py': 'pool.execute("task " + name)\nlog.run(f"select the {thing}")\n' } },
  ],
});
