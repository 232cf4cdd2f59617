import type { Misuse, Model } from '../model.ts';

const of = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);
const LOGGERS = [
  'org.slf4j.Logger',
  'org.apache.logging.log4j.Logger',
  'org.apache.log4j.Logger',
  'org.apache.commons.logging.Log',
  'org.jboss.logging.Logger',
];

/** Logs of the common frameworks. */
export const javaLogs: Model = {
  package: 'org.slf4j',
  languages: ['java'],
  types: {
    'org.slf4j.LoggerFactory.getLogger()': 'org.slf4j.Logger',
    'org.apache.logging.log4j.LogManager.getLogger()': 'org.apache.logging.log4j.Logger',
    'org.apache.log4j.Logger.getLogger()': 'org.apache.log4j.Logger',
    'org.apache.commons.logging.LogFactory.getLog()': 'org.apache.commons.logging.Log',
    'java.util.logging.Logger.getLogger()': 'java.util.logging.Logger',
  },
  sinks: { log: LOGGERS.flatMap((logger) => of(logger, 'trace(*) debug(*) info(*) warn(*) error(*) fatal(*) log(*)')) },
  drops: LOGGERS.flatMap((logger) => of(logger, 'trace debug info warn error fatal log isDebugEnabled')),
  bad: [
    'import org.slf4j.*;\nimport javax.servlet.http.*;\nclass A { private static final Logger log = LoggerFactory.getLogger(A.class); void go(HttpServletRequest request) { «log.info("user " + request.getParameter("user"))»; } }',
  ],
  good: [
    'import org.slf4j.*;\nimport javax.servlet.http.*;\nclass A { private static final Logger log = LoggerFactory.getLogger(A.class); void go(HttpServletRequest request) { log.info("user " + request.getParameter("user").replaceAll("[\\r\\n]", "_")); } }',
  ],
};

/** What builds objects from bytes or text that somebody sent. */
export const javaDeserializers: Model = {
  package: 'java.io.ObjectInputStream',
  languages: ['java'],
  types: {
    'com.fasterxml.jackson.databind.json.JsonMapper': 'com.fasterxml.jackson.databind.ObjectMapper',
    'org.yaml.snakeyaml.Yaml': 'org.yaml.snakeyaml.Yaml',
    'org.yaml.snakeyaml.constructor.SafeConstructor': 'org.yaml.snakeyaml.constructor.SafeConstructor',
    'java.io.ObjectInput': 'java.io.ObjectInputStream',
  },
  sinks: {
    deserialize: [
      ...of('java.io.ObjectInputStream', 'readObject(this) readUnshared(this)'),
      'java.beans.XMLDecoder.readObject(this)',
      'com.thoughtworks.xstream.XStream.fromXML(0)',
      ...of('org.yaml.snakeyaml.Yaml', 'load(0) loadAll(0)'),
      ...of('com.esotericsoftware.kryo.Kryo', 'readObject(0) readClassAndObject(0)'),
      ...of('com.caucho.hessian.io.HessianInput', 'readObject(this)'),
      'com.alibaba.fastjson.JSON.parse(0)',
      'com.alibaba.fastjson.JSON.parseObject(0)',
      'org.apache.commons.lang3.SerializationUtils.deserialize(0)',
      'org.apache.commons.lang.SerializationUtils.deserialize(0)',
      'com.cedarsoftware.util.io.JsonReader.jsonToJava(0)',
    ],
  },
  passes: [
    ...of('com.fasterxml.jackson.databind.ObjectMapper', 'readValue readTree convertValue writeValueAsString'),
    ...of('com.google.gson.Gson', 'fromJson toJson'),
    ...of('org.apache.commons.io.IOUtils', 'toString toByteArray readLines'),
    'java.io.ObjectInputStream.readUTF',
  ],
  bad: [
    'import javax.servlet.http.*;\nimport java.io.*;\nclass A { Object read(HttpServletRequest request) throws Exception { ObjectInputStream in = new ObjectInputStream(request.getInputStream()); return «in.readObject()»; } }',
    'import javax.servlet.http.*;\nimport org.yaml.snakeyaml.Yaml;\nclass A { Object read(HttpServletRequest request) { return «new Yaml().load(request.getParameter("settings"))»; } }',
  ],
  good: [
    'import javax.servlet.http.*;\nimport com.fasterxml.jackson.databind.ObjectMapper;\nclass A { Object read(HttpServletRequest request) throws Exception { return new ObjectMapper().readValue(request.getInputStream(), Config.class); } }',
    'import java.io.*;\nclass A { Object read() throws Exception { return new ObjectInputStream(new ByteArrayInputStream(new byte[0])).readObject(); } }',
  ],
};

const CLIENT = 'org.apache.http.client.methods';

/** Clients of HTTP, templates and expression languages. */
export const javaClients: Model = {
  package: 'org.apache.http',
  languages: ['java'],
  types: {
    'okhttp3.Request.Builder': 'okhttp3.Request.Builder',
    'org.springframework.expression.spel.standard.SpelExpressionParser':
      'org.springframework.expression.ExpressionParser',
    'javax.el.ExpressionFactory.newInstance()': 'javax.el.ExpressionFactory',
  },
  sinks: {
    url: [
      ...of(CLIENT, 'HttpGet(0) HttpPost(0) HttpPut(0) HttpDelete(0) HttpHead(0) HttpPatch(0)'),
      ...of('org.apache.hc.client5.http.classic.methods', 'HttpGet(0) HttpPost(0) HttpPut(0) HttpDelete(0)'),
      'org.apache.http.client.fluent.Request.Get(0)',
      'org.apache.http.client.fluent.Request.Post(0)',
      'okhttp3.Request.Builder.url(0)',
      ...of(
        'org.springframework.web.client.RestTemplate',
        'getForObject(0) getForEntity(0) postForObject(0) postForEntity(0) exchange(0) put(0) delete(0) headForHeaders(0) patchForObject(0) execute(0)',
      ),
      'org.springframework.web.reactive.function.client.WebClient.create(0)',
      'org.springframework.web.client.RestClient.create(0)',
      'org.jsoup.Jsoup.connect(0)',
    ],
    template: [
      'freemarker.template.Template(1)',
      'freemarker.cache.StringTemplateLoader.putTemplate(1)',
      'org.apache.velocity.app.Velocity.evaluate(3)',
      'org.apache.velocity.app.VelocityEngine.evaluate(3)',
      'com.mitchellbosecke.pebble.PebbleEngine.getTemplate(0)',
      'com.hubspot.jinjava.Jinjava.render(0)',
      'org.thymeleaf.TemplateEngine.process(0)',
      'com.github.jknack.handlebars.Handlebars.compileInline(0)',
    ],
    code: [
      'org.springframework.expression.ExpressionParser.parseExpression(0)',
      'ognl.Ognl.getValue(0)',
      'ognl.Ognl.parseExpression(0)',
      'org.mvel2.MVEL.eval(0)',
      'org.mvel2.MVEL.executeExpression(0)',
      'org.apache.commons.jexl3.JexlEngine.createExpression(0)',
      ...of('javax.el.ExpressionFactory', 'createValueExpression(1) createMethodExpression(1)'),
      'javax.el.ELProcessor.eval(0)',
      'org.codehaus.janino.ExpressionEvaluator.cook(0)',
    ],
  },
  misuses: {
    'token-unverified': [
      { call: 'com.auth0.jwt.algorithms.Algorithm.none' },
      { call: 'io.jsonwebtoken.Jwts.parser().parse' },
      { call: 'io.jsonwebtoken.JwtParser.parse' },
      { call: 'com.auth0.jwt.JWT.decode' },
    ],
    'plain-transport': [
      { call: 'java.net.URL', matches: /^http:\/\/(?!localhost|127\.|\[::1\]|[\w.-]*(?:w3\.org|xmlsoap))/i },
      { call: 'java.net.URI', matches: /^(?:ftp|telnet|ldap):\/\/(?!localhost|127\.)/i },
      { call: 'java.net.http.HttpRequest.newBuilder', matches: /^http:\/\/(?!localhost|127\.)/i },
      { call: 'java.net.URI.create', matches: /^http:\/\/(?!localhost|127\.)/i },
      ...of(
        'org.springframework.web.client.RestTemplate',
        'getForObject getForEntity postForObject postForEntity exchange put delete patchForObject',
      ).map((call): Misuse => ({ call, matches: /^http:\/\/(?!localhost|127\.)/i })),
      { call: 'org.apache.commons.net.ftp.FTPClient' },
      { call: 'org.apache.commons.net.telnet.TelnetClient' },
      ...of(CLIENT, 'HttpGet HttpPost HttpPut').map(
        (call): Misuse => ({ call, matches: /^http:\/\/(?!localhost|127\.)/i }),
      ),
    ],
    'weak-password-hash': [{ call: 'org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder', below: 10 }],
    'temp-file': [
      { call: 'java.io.FileWriter', matches: /^\/(?:var\/)?tmp\// },
      { call: 'java.io.FileOutputStream', matches: /^\/(?:var\/)?tmp\// },
    ],
    'open-mode': [
      { call: 'java.nio.file.attribute.PosixFilePermissions.fromString', matches: /^.{4}w|^.{7}w/ },
      { call: 'java.io.File.setWritable', argument: '1', is: 'false' },
      { call: 'java.io.File.setReadable', argument: '1', is: 'false' },
    ],
    'fixed-secret': [
      { call: 'com.jcraft.jsch.Session.setPassword', constant: true },
      { call: 'org.apache.commons.net.ftp.FTPClient.login', argument: '1', constant: true },
    ],
  },
  bad: [
    'import javax.servlet.http.*;\nimport org.springframework.web.client.RestTemplate;\nclass A { Object load(HttpServletRequest request) { return «new RestTemplate().getForObject(request.getParameter("url"), String.class)»; } }',
    'import javax.servlet.http.*;\nimport org.springframework.expression.spel.standard.SpelExpressionParser;\nclass A { Object load(HttpServletRequest request) { return «new SpelExpressionParser().parseExpression(request.getParameter("rule"))».getValue(); } }',
    'import java.net.*;\nclass A { Object load() throws Exception { return «new URL("http://example.com/login")».openStream(); } }',
  ],
  good: [
    'import javax.servlet.http.*;\nimport org.springframework.web.client.RestTemplate;\nclass A { Object load(HttpServletRequest request) { return new RestTemplate().getForObject("https://api.example.com/users/{name}", String.class, request.getParameter("name")); } }',
    'import java.net.*;\nclass A { Object load() throws Exception { return new URL("https://example.com/login").openStream(); } }',
  ],
};
