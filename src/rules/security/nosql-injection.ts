import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/nosql-injection',
  title: 'A database filter is made from an untrusted value that may be an object',
  level: 'error',
  why: 'A parsed body can hold an operator such as `$gt` where a text was meant: the filter then matches anything.',
  fix: 'Make the value a text or a number before it goes into the filter, or check it against a schema.',
  cwe: [943],
  languages: ['javascript', 'typescript', 'tsx', 'python', 'java', 'go'],
  detect: taint({ to: 'nosql' }),
  bad: [
    {
      after: {
        'src/example.py': `from flask import Flask, request
from pymongo import MongoClient
app = Flask(__name__)
users = MongoClient().shop.users
@app.route("/login", methods=["POST"])
def login():
    user = «users.find_one({"name": request.json["name"], "password": request.json["password"]})»
    return "ok"`,
      },
    },
    `const app = require("express")();
const User = require("mongoose").model("User", {});
app.post("/login", async (req, res) => {
  const user = await «User.findOne({ name: req.body.name, password: req.body.password })»;
  res.json(user);
});`,
    `import express from "express";
import { MongoClient } from "mongodb";
const app = express();
const users = new MongoClient("").db("app").collection("users");
app.get("/u", async (req, res) => {
  const filter = {};
  filter.mail = req.query.mail;
  res.json(await «users.findOne(filter)»);
});`,
  ],
  good: [
    {
      after: {
        'src/example.py': `from flask import Flask, request
from pymongo import MongoClient
app = Flask(__name__)
users = MongoClient().shop.users
@app.route("/login", methods=["POST"])
def login():
    user = users.find_one({"name": str(request.json["name"])})
    return "ok"`,
      },
    },
    `const app = require("express")();
const User = require("mongoose").model("User", {});
app.post("/login", async (req, res) => {
  const user = await User.findOne({ name: String(req.body.name) });
  res.json(user);
});`,
    `const app = require("express")();
const User = require("mongoose").model("User", {});
app.post("/login", async (req, res) => {
  const { name } = req.body;
  if (typeof name !== "string") return res.sendStatus(400);
  res.json(await User.findOne({ name }));
});`,
  ],
});
