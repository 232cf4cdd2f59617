import type { Model } from '../model.ts';
import { handles } from './handler-example.ts';

const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;

const FROM_SOCKET = { at: '1', others: 'message' } as const;

/** Sockets and queues: what arrives is somebody else's. */
export const messagingJavascript: Model = {
  package: 'javascript messaging',
  languages: SCRIPT,
  types: {
    'ws.Server()': 'ws.Server',
    'ws.WebSocketServer()': 'ws.Server',
    'ws()': 'ws.Socket',
    'ws.WebSocket()': 'ws.Socket',
    'socket.io()': 'io.Server',
    'socket.io.Server()': 'io.Server',
    'socket.io.listen()': 'io.Server',
    'io.Server.of()': 'io.Server',
    'io.Server.sockets': 'io.Server',
    'amqplib.connect().createChannel()': 'amqp.Channel',
    'amqp.connect().createChannel()': 'amqp.Channel',
    'kafkajs.Kafka().consumer()': 'kafka.Consumer',
    'bull()': 'bull.Queue',
    'bullmq.Worker()': 'bull.Worker',
    'mqtt.connect()': 'mqtt.Client',
    'electron.ipcMain': 'electron.ipcMain',
    'sockjs.createServer()': 'io.Server',
  },
  sources: { message: ['bull.Job.data', 'amqp.Message.content'] },
  callbacks: {
    'ws.Server.on(connection)': { at: '1', parameters: ['ws.Socket', 'http.IncomingMessage'] },
    'ws.Socket.on(message)': FROM_SOCKET,
    'ws.Socket.addEventListener(message)': { at: '1', parameters: ['MessageEvent'] },
    'ws.Socket.onmessage=': { parameters: ['MessageEvent'] },
    'io.Server.on(connection)': { at: '1', parameters: ['io.Socket'] },
    'io.Server.on(connect)': { at: '1', parameters: ['io.Socket'] },
    'io.Socket.on': FROM_SOCKET,
    'amqp.Channel.consume': { at: '1', parameters: ['amqp.Message'] },
    'kafka.Consumer.run': { at: '0:eachMessage', others: 'message' },
    'bull.Queue.process': { at: '0+', parameters: ['bull.Job'] },
    'bullmq.Worker': { at: '1', parameters: ['bull.Job'] },
    'mqtt.Client.on(message)': FROM_SOCKET,
    'electron.ipcMain.on': { at: '1', parameters: ['', 'source:message', 'source:message', 'source:message'] },
    'electron.ipcMain.handle': { at: '1', parameters: ['', 'source:message', 'source:message', 'source:message'] },
  },
  sinks: {
    html: ['?.sendMail(0.html)'],
    url: ['electron.BrowserWindow().loadURL(0)?', 'electron.shell.openExternal(0)'],
    code: ['electron.BrowserWindow().webContents.executeJavaScript(0)', 'electron.webContents.executeJavaScript(0)'],
  },
  bad: [
    'const WebSocket = require("ws");\nconst wss = new WebSocket.Server({ port: 8080 });\nwss.on("connection", (ws) => { ws.on("message", (data) => { «eval(data)»; }); });',
    'const io = require("socket.io")(server);\nconst { exec } = require("child_process");\nio.on("connection", (socket) => { socket.on("run", (msg) => { «exec(msg.command)»; }); });',
    'const { ipcMain, shell } = require("electron");\nipcMain.on("open", (event, url) => { «shell.openExternal(url)»; });',
  ],
  good: [
    'const WebSocket = require("ws");\nconst wss = new WebSocket.Server({ port: 8080 });\nwss.on("connection", (ws) => { ws.on("message", (data) => { ws.send(data); }); });',
  ],
};

/** What is written to a log, and rendered from what is stored. */
export const logsJavascript: Model = {
  package: 'javascript logs',
  languages: SCRIPT,
  types: {
    'winston.createLogger()': 'log.Logger',
    winston: 'log.Logger',
    'pino()': 'log.Logger',
    'log4js.getLogger()': 'log.Logger',
    'bunyan.createLogger()': 'log.Logger',
    loglevel: 'log.Logger',
    signale: 'log.Logger',
    consola: 'log.Logger',
    npmlog: 'log.Logger',
    'fancy-log': 'log.Logger',
    'debug()': 'log.write',
  },
  sinks: {
    log: [
      ...['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'group', 'table'].map(
        (name) => `console.${name}(*)?`,
      ),
      ...['log', 'info', 'warn', 'error', 'debug', 'trace', 'fatal', 'verbose', 'silly', 'http'].map(
        (name) => `log.Logger.${name}(*)?`,
      ),
      'log.write(*)?',
    ],
    format: [
      'console.log(0<)',
      'console.error(0<)',
      'console.info(0<)',
      'console.warn(0<)',
      'console.debug(0<)',
      'log.write(0<)',
      'log.Logger.info(0<)',
      'sprintf-js.sprintf(0<)',
      'printf(0<)',
      'sprintf(0<)',
      'printj.sprintf(0<)',
    ],
  },
  drops: ['console.log', 'console.error', 'console.warn', 'console.info', 'console.debug'],
  bad: [
    handles('«console.log("name: " + req.query.name)»;'),
    handles('«log.info(req.query.name)»;', 'const log = require("pino")();\n'),
  ],
  good: [handles('console.log("name: " + JSON.stringify(req.query.name));')],
};
