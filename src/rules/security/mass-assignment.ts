import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/mass-assignment',
  title: 'Whoever sends the request chooses the fields that are written',
  level: 'warning',
  why: 'Fields that no form shows can be set as well: a role, an owner, a price.',
  fix: 'Write the fields one by one, or only those of a list.',
  cwe: [915],
  languages: ['python'],
  detect: taint({ to: 'assign', from: ['request', 'message', 'model'] }),
  bad: [
    'from flask import Flask, request\napp = Flask(__name__)\n@app.route("/me", methods=["POST"])\ndef me():\n    user = load()\n    for key, held in request.json.items():\n        «setattr(user, key, held)»\n    return "ok"\n',
    'from django.http import JsonResponse\nimport json\ndef me(request):\n    user = load()\n    for key, held in json.loads(request.body).items():\n        «setattr(user, key, held)»\n    return JsonResponse({})\n',
  ],
  good: [
    'from flask import Flask, request\napp = Flask(__name__)\n@app.route("/me", methods=["POST"])\ndef me():\n    user = load()\n    user.name = request.json["name"]\n    return "ok"\n',
    'from flask import Flask, request\napp = Flask(__name__)\nFIELDS = ("name", "city")\n@app.route("/me", methods=["POST"])\ndef me():\n    user = load()\n    for key, held in request.json.items():\n        if key in FIELDS:\n            setattr(user, key, held)\n    return "ok"\n',
  ],
});
