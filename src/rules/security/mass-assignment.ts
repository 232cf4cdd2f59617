import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/mass-assignment',
  title: 'Whoever sends the request chooses the fields that are written',
  level: 'warning',
  why: 'Fields that no form shows can be set as well: a role, an owner, a price.',
  fix: 'Write the fields one by one, or only those of a list.',
  cwe: [915],
  languages: ['python', 'javascript', 'typescript', 'tsx'],
  detect: taint({ to: 'assign', from: ['request', 'message', 'model', 'browser'] }),
  bad: [
    'from flask import Flask, request\napp = Flask(__name__)\n@app.route("/me", methods=["POST"])\ndef me():\n    user = load()\n    for key, held in request.json.items():\n        «setattr(user, key, held)»\n    return "ok"\n',
    'from django.http import JsonResponse\nimport json\ndef me(request):\n    user = load()\n    for key, held in json.loads(request.body).items():\n        «setattr(user, key, held)»\n    return JsonResponse({})\n',
    {
      after: {
        'src/example.js': `const app = require("express")();
const User = require("mongoose").model("User", {});
app.post("/u", async (req, res) => {
  res.json(await «User.create(req.body)»);
});`,
      },
    },
    {
      after: {
        'src/example.js': `import { User } from "./models";
import { Sequelize, DataTypes } from "sequelize";
import express from "express";
const sequelize = new Sequelize("");
const Item = sequelize.define("Item", {});
const app = express();
app.put("/i", async (req, res) => {
  await «Item.update(req.body, { where: { id: 1 } })»;
  res.end();
});`,
      },
    },
  ],
  good: [
    'from flask import Flask, request\napp = Flask(__name__)\n@app.route("/me", methods=["POST"])\ndef me():\n    user = load()\n    user.name = request.json["name"]\n    return "ok"\n',
    'from flask import Flask, request\napp = Flask(__name__)\nFIELDS = ("name", "city")\n@app.route("/me", methods=["POST"])\ndef me():\n    user = load()\n    for key, held in request.json.items():\n        if key in FIELDS:\n            setattr(user, key, held)\n    return "ok"\n',
    {
      after: {
        'src/example.js': `const app = require("express")();
const User = require("mongoose").model("User", {});
app.post("/u", async (req, res) => {
  const { name, mail } = req.body;
  res.json(await User.create({ name, mail }));
});`,
      },
    },
    {
      after: {
        'src/example.js': `const app = require("express")();
const User = require("mongoose").model("User", {});
const schema = require("zod").z.object({});
app.post("/u", async (req, res) => {
  res.json(await User.create(schema.parse(req.body)));
});`,
      },
    },
  ],
});
