import type { Model } from '../model.ts';

const VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'api_route', 'route', 'websocket'];
const REQUEST = [
  'query_params',
  'path_params',
  'headers',
  'cookies',
  'url',
  'base_url',
  'json()',
  'body()',
  'form()',
  'stream()',
];
const HTML = ['HTMLResponse', 'Response'];
const MODULES = ['fastapi.responses', 'starlette.responses', 'fastapi'];

/** FastAPI and Starlette: the types of a path operation's parameters say what may stand in them. */
export const fastapi: Model = {
  package: 'fastapi',
  languages: ['python'],
  types: {
    'fastapi.APIRouter()': 'fastapi.FastAPI()',
    'starlette.applications.Starlette()': 'fastapi.FastAPI()',
    'starlette.requests.Request': 'fastapi.Request',
    'fastapi.requests.Request': 'fastapi.Request',
  },
  parameters: {
    'Request@fastapi': 'fastapi.Request',
    'Request@starlette': 'fastapi.Request',
    '~request@starlette': 'fastapi.Request',
    'UploadFile@fastapi': 'fastapi.UploadFile',
    'UploadFile@starlette': 'fastapi.UploadFile',
    'WebSocket@fastapi': 'fastapi.WebSocket',
    'WebSocket@starlette': 'fastapi.WebSocket',
    'BackgroundTasks@fastapi': 'fastapi.BackgroundTasks',
    'Response@fastapi': 'fastapi.AnyResponse',
  },
  sources: {
    request: [
      ...REQUEST.map((part) => `fastapi.Request.${part}`),
      'fastapi.UploadFile.filename',
      'fastapi.UploadFile.content_type',
      'fastapi.UploadFile.read()',
      'fastapi.UploadFile.file',
      'fastapi.WebSocket.receive_text()',
      'fastapi.WebSocket.receive_json()',
      'fastapi.WebSocket.receive_bytes()',
      'fastapi.WebSocket.query_params',
    ],
  },
  decorators: Object.fromEntries(VERBS.map((verb) => [`fastapi.FastAPI().${verb}()`, { others: 'request' } as const])),
  sinks: {
    html: MODULES.flatMap((module) =>
      HTML.flatMap((name) => {
        const only = name === 'Response' ? ', media_type=text/html' : '';
        return [`${module}.${name}(0${only})`, `${module}.${name}(content${only})`];
      }),
    ),
    redirect: MODULES.flatMap((module) => [`${module}.RedirectResponse(0)`, `${module}.RedirectResponse(url)`]),
    path: MODULES.flatMap((module) => [`${module}.FileResponse(0)`, `${module}.FileResponse(path)`]),
  },
  drops: MODULES.flatMap((module) =>
    ['JSONResponse', 'PlainTextResponse', 'HTTPException'].map((name) => `${module}.${name}`),
  ),
  bad: [
    'from fastapi import FastAPI\nimport os\napp = FastAPI()\n@app.get("/run")\ndef run(name: str):\n    «os.system("run " + name)»',
    'from fastapi import APIRouter, Request\nfrom fastapi.responses import HTMLResponse\nrouter = APIRouter()\n@router.get("/hi")\nasync def hi(request: Request):\n    return «HTMLResponse("<b>" + request.query_params["name"])»',
    'from fastapi import FastAPI\nfrom pydantic import BaseModel\nimport sqlite3\nclass User(BaseModel):\n    name: str\n    age: int\napp = FastAPI()\n@app.post("/u")\nasync def add(user: User):\n    «sqlite3.connect("a").execute(f"insert into u values (\'{user.name}\')")»',
    'from fastapi import FastAPI, UploadFile\nimport os\napp = FastAPI()\n@app.post("/up")\nasync def up(file: UploadFile):\n    with «open(os.path.join("/data", file.filename), "wb")» as out:\n        out.write(await file.read())',
    'from fastapi import FastAPI, Query\nfrom fastapi.responses import RedirectResponse\napp = FastAPI()\n@app.get("/go")\ndef go(to: str = Query(...)):\n    return «RedirectResponse(url=to)»',
  ],
  good: [
    'from fastapi import FastAPI\nimport os\napp = FastAPI()\n@app.get("/run")\ndef run(number: int):\n    os.system("kill " + str(number))',
    'from fastapi import FastAPI, Depends\nimport os\napp = FastAPI()\ndef folder():\n    return "/data"\n@app.get("/ls")\ndef ls(where: str = Depends(folder)):\n    os.system("ls " + where)',
    'from fastapi import FastAPI\nfrom pydantic import BaseModel\nimport sqlite3\nclass User(BaseModel):\n    name: str\n    age: int\napp = FastAPI()\n@app.post("/u")\nasync def add(user: User):\n    sqlite3.connect("a").execute(f"insert into u values ({user.age})")\n    sqlite3.connect("a").execute("insert into u values (?)", (user.name,))',
    'from enum import Enum\nfrom fastapi import FastAPI\nimport os\nclass Mode(str, Enum):\n    a = "a"\n    b = "b"\napp = FastAPI()\n@app.get("/run")\ndef run(mode: Mode):\n    os.system("run " + mode)',
    'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/hi")\ndef hi(name: str):\n    return {"name": name}',
  ],
};
