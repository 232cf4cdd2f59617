import type { Model } from '../model.ts';

const UNSAFE_LOADERS = ['Loader', 'UnsafeLoader', 'CLoader'];

export const pyyaml: Model = {
  package: 'pyyaml',
  languages: ['python'],
  sinks: {
    deserialize: [
      'yaml.unsafe_load(0)',
      'yaml.unsafe_load_all(0)',
      ...UNSAFE_LOADERS.flatMap((name) =>
        ['yaml.load', 'yaml.load_all'].flatMap((call) => [
          `${call}(0, Loader=yaml.${name})`,
          `${call}(0, 1=yaml.${name})`,
          `${call}(stream, Loader=yaml.${name})`,
        ]),
      ),
    ],
  },
  passes: ['yaml.load', 'yaml.safe_load', 'yaml.full_load'],
  bad: [
    'import yaml\nsettings = «yaml.load(input(), Loader=yaml.Loader)»',
    'import yaml\nsettings = «yaml.load(input(), yaml.UnsafeLoader)»',
    'import yaml\nsettings = «yaml.unsafe_load(input())»',
  ],
  good: [
    'import yaml\nsettings = yaml.safe_load(input())',
    'import yaml\nsettings = yaml.load(input(), Loader=yaml.SafeLoader)',
    'import yaml\nsettings = yaml.load("a: 1", Loader=yaml.Loader)',
  ],
};

export const lxml: Model = {
  package: 'lxml',
  languages: ['python'],
  types: {
    'lxml.etree.parse()': 'ElementTree',
    'lxml.etree.fromstring()': 'ElementTree',
    'lxml.etree.XML()': 'ElementTree',
    'lxml.html.fromstring()': 'ElementTree',
    'lxml.html.parse()': 'ElementTree',
  },
  sinks: {
    xpath: [
      '?.xpath(0)',
      'lxml.etree.XPath(0)',
      'lxml.etree.ETXPath(0)',
      'elementpath.select(1)',
      'elementpath.iter_select(1)',
      'elementpath.Selector(0)',
    ],
  },
  bad: [
    'from lxml import etree\ntree = etree.parse("users.xml")\nfound = «tree.xpath("//user[@name=\'" + input() + "\']")»',
    'import lxml.etree\nfind = «lxml.etree.XPath(f"//user[@id=\'{input()}\']")»',
    'import elementpath\nimport xml.etree.ElementTree as ET\nroot = ET.parse("users.xml")\nfound = «elementpath.select(root, f"//user[@id=\'{input()}\']")»',
  ],
  good: [
    'from lxml import etree\ntree = etree.parse("users.xml")\nfound = tree.xpath("//user[@name=$name]", name=input())',
    'from lxml import etree\ntree = etree.parse("users.xml")\nname = input().replace("\'", "&apos;")\nfound = tree.xpath("//user[@name=\'" + name + "\']")',
    'import elementpath\nfound = elementpath.select(root, "//user[@id=$id]", variables={"id": input()})',
  ],
};

export const ldap: Model = {
  package: 'ldap3',
  languages: ['python'],
  types: {
    'ldap.initialize()': 'ldap.LDAPObject',
    'ldap.open()': 'ldap.LDAPObject',
    'ldap3.Connection()': 'ldap3.Connection',
  },
  sinks: {
    ldap: [
      '?.search_s(0)',
      '?.search_s(2)',
      '?.search_ext_s(2)',
      '?.search_ext(2)',
      '?.search_st(2)',
      'ldap3.Connection.search(0)',
      'ldap3.Connection.search(1)',
      'ldap3.Connection.search(search_filter)',
      'ldap3.Connection.search(search_base)',
      'ldap.LDAPObject.search(0)',
      'ldap.LDAPObject.search(2)',
      'ldap.LDAPObject.search_s(0)',
      'ldap.LDAPObject.search_s(2)',
      'ldap.LDAPObject.search_s(filterstr)',
      'ldap.LDAPObject.search_st(2)',
      'ldap.LDAPObject.search_ext(2)',
      'ldap.LDAPObject.search_ext_s(2)',
    ],
  },
  cleans: {
    ldap: [
      'ldap3.utils.conv.escape_filter_chars',
      'ldap3.utils.dn.escape_rdn',
      'ldap.filter.escape_filter_chars',
      'ldap.dn.escape_dn_chars',
      'ldap.filter.filter_format',
    ],
  },
  bad: [
    'import ldap3\nconn = ldap3.Connection(server)\nconn.bind()\n«conn.search("ou=people", "(uid=" + input() + ")")»',
    'import ldap\nconn = ldap.initialize("ldap://x")\n«conn.search_s("ou=people", ldap.SCOPE_SUBTREE, f"(cn={input()})")»',
  ],
  good: [
    'import ldap3\nfrom ldap3.utils.conv import escape_filter_chars\nconn = ldap3.Connection(server)\nconn.search("ou=people", "(uid=" + escape_filter_chars(input()) + ")")',
    'import ldap\nimport ldap.filter\nconn = ldap.initialize("ldap://x")\nconn.search_s("ou=people", ldap.SCOPE_SUBTREE, ldap.filter.filter_format("(cn=%s)", [input()]))',
  ],
};

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
const CLIENTS = [
  'requests',
  'requests.Session()',
  'httpx',
  'httpx.Client()',
  'httpx.AsyncClient()',
  'aiohttp.ClientSession()',
];

/** Clients of HTTP: their answers are somebody else's, but not the asker's. */
export const httpClients: Model = {
  package: 'requests',
  languages: ['python'],
  types: { 'requests.session()': 'requests.Session()' },
  sinks: {
    url: CLIENTS.flatMap((client) => [
      ...VERBS.flatMap((verb) => [`${client}.${verb}(0)`, `${client}.${verb}(url)`]),
      `${client}.request(1)`,
      `${client}.request(url)`,
    ]),
  },
  drops: CLIENTS.flatMap((client) => [...VERBS, 'request'].map((verb) => `${client}.${verb}`)),
  bad: [
    'import requests\n«requests.get(input())»',
    'import httpx\nclient = httpx.Client()\n«client.post("https://" + input() + "/hook")»',
  ],
  good: [
    'import requests\nrequests.get("https://api.example.com/users", params={"name": input()})',
    'import requests\nrequests.get("https://api.example.com/users/" + input())',
  ],
};

const DRIVERS = [
  'psycopg2',
  'psycopg',
  'pymysql',
  'MySQLdb',
  'mysql.connector',
  'cx_Oracle',
  'oracledb',
  'pyodbc',
  'pymssql',
];

/** Database drivers that follow the DB API, and SQLAlchemy's plain text. */
export const databasesPython: Model = {
  package: 'psycopg2',
  languages: ['python'],
  types: Object.fromEntries(
    DRIVERS.flatMap((driver) => [
      [`${driver}.connect()`, 'dbapi.Connection'],
      [`${driver}.connection()`, 'dbapi.Connection'],
    ]).concat([['dbapi.Connection.cursor()', 'dbapi.Cursor']]),
  ),
  sinks: {
    sql: [
      'dbapi.Connection.execute(0)',
      'sqlalchemy.text(0)',
      'sqlalchemy.sql.text(0)',
      'sqlalchemy.create_engine().execute(0)',
      'sqlalchemy.create_engine().connect().execute(0)',
      'pandas.read_sql(0)',
      'pandas.read_sql_query(0)',
      'asyncpg.connect().execute(0)',
      'asyncpg.connect().fetch(0)',
      'asyncpg.connect().fetchrow(0)',
    ],
  },
  cleans: { sql: ['psycopg2.sql.Identifier', 'psycopg2.sql.Literal', 'psycopg2.extensions.quote_ident'] },
  bad: [
    'import psycopg2\nconn = psycopg2.connect("x")\nwith conn.cursor() as cur:\n    «cur.execute("select * from t where n = \'%s\'" % input())»',
    'from sqlalchemy import text\nquery = «text("select * from t where n = " + input())»',
  ],
  good: [
    'import psycopg2\ncur = psycopg2.connect("x").cursor()\ncur.execute("select * from t where n = %s", (input(),))',
    'from sqlalchemy import text\nquery = text("select * from t where n = :n").bindparams(n=input())',
  ],
};

const QUERIES = [
  'find',
  'find_one',
  'find_one_and_update',
  'find_one_and_delete',
  'find_one_and_replace',
  'update_one',
  'update_many',
  'delete_one',
  'delete_many',
  'replace_one',
  'count_documents',
  'aggregate',
  'distinct',
];

/** MongoDB: a value that may be a mapping can bring operators of its own. */
export const mongoPython: Model = {
  package: 'pymongo',
  languages: ['python'],
  types: {
    'motor.motor_asyncio.AsyncIOMotorClient()': 'pymongo.MongoClient()',
    'pymongo.AsyncMongoClient()': 'pymongo.MongoClient()',
    'pymongo.mongo_client.MongoClient()': 'pymongo.MongoClient()',
    'flask_pymongo.PyMongo()': 'pymongo.Flask',
    'pymongo.Flask.db': 'pymongo.Database',
    'pymongo.MongoClient().*': 'pymongo.Database',
    'pymongo.MongoClient().get_database()': 'pymongo.Database',
    'pymongo.Database.*': 'pymongo.Collection',
    'pymongo.Database.get_collection()': 'pymongo.Collection',
  },
  sinks: {
    nosql: [...QUERIES.map((name) => `pymongo.Collection.${name}(0)`), '?.find_one(0)', '?.find_one_and_update(0)'],
  },
  bad: [
    'from flask import Flask, request\nfrom pymongo import MongoClient\napp = Flask(__name__)\ndb = MongoClient().shop\n@app.post("/login")\ndef login():\n    user = «db.users.find_one({"name": request.json["name"]})»\n    return "ok"',
    'from fastapi import FastAPI, Request\nfrom motor.motor_asyncio import AsyncIOMotorClient\napp = FastAPI()\nusers = AsyncIOMotorClient()["shop"]["users"]\n@app.post("/find")\nasync def find(request: Request):\n    body = await request.json()\n    return «users.find(body)»',
  ],
  good: [
    'from flask import Flask, request\nfrom pymongo import MongoClient\napp = Flask(__name__)\ndb = MongoClient().shop\n@app.post("/login")\ndef login():\n    user = db.users.find_one({"name": str(request.json["name"])})\n    return "ok"',
    'from flask import Flask, request\nfrom pymongo import MongoClient\napp = Flask(__name__)\ndb = MongoClient().shop\n@app.get("/find")\ndef find():\n    user = db.users.find_one({"name": request.args["name"]})\n    return "ok"',
  ],
};
