import type { Model } from '../model.ts';

const of = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);
const REQUEST = 'javax.servlet.http.HttpServletRequest';
const RESPONSE = 'javax.servlet.http.HttpServletResponse';
const SESSION = 'javax.servlet.http.HttpSession';
const COOKIE = 'javax.servlet.http.Cookie';

const READS =
  'getParameter() getParameterValues() getParameterMap() getParameterNames() getHeader() getHeaders() getHeaderNames() getCookies() getQueryString() getRequestURI() getRequestURL() getPathInfo() getPathTranslated() getServletPath() getReader() getInputStream() getPart() getParts()';
const WRITERS = ['getWriter()', 'getOutputStream()'].flatMap((writer) => [`${RESPONSE}.${writer}`]);
const WRITES = 'write(0) println(0) print(0) printf(*) format(*) append(0)';

/** Servlets: what comes in, what goes out, sessions and cookies. */
export const servlets: Model = {
  package: 'javax.servlet',
  languages: ['java'],
  types: {
    'javax.servlet.ServletRequest': REQUEST,
    'javax.servlet.ServletResponse': RESPONSE,
    'javax.servlet.http.HttpServletRequestWrapper': REQUEST,
    [`${REQUEST}.getSession()`]: SESSION,
    'javax.servlet.jsp.PageContext.getRequest()': REQUEST,
    'javax.servlet.jsp.JspWriter': `${RESPONSE}.getWriter()`,
    [`${RESPONSE}.getWriter().append()`]: `${RESPONSE}.getWriter()`,
  },
  sources: { request: of(REQUEST, READS) },
  sinks: {
    html: [...WRITERS.flatMap((writer) => of(writer, WRITES)), `${RESPONSE}.sendError(1)`],
    redirect: [`${RESPONSE}.sendRedirect(0)`, `${REQUEST}.getRequestDispatcher(0)`],
    header: [`${RESPONSE}.setHeader(1)`, `${RESPONSE}.addHeader(1)`, `${RESPONSE}.addCookie(0)`],
    trust: [`${SESSION}.setAttribute(*)`, `${SESSION}.putValue(*)`],
    path: [
      'javax.servlet.ServletContext.getResourceAsStream(0)',
      'javax.servlet.ServletContext.getResource(0)',
      'javax.servlet.http.Part.write(0)',
    ],
  },
  drops: [
    ...WRITERS.flatMap((writer) => of(writer, 'write println print printf flush')),
    `${RESPONSE}.encodeRedirectURL`,
  ],
  misuses: {
    'cookie-insecure': [
      { call: `${COOKIE}.setSecure`, is: 'false' },
      { call: `${RESPONSE}.addCookie`, of: COOKIE, without: ['setSecure'] },
    ],
    'cookie-script': [
      { call: `${COOKIE}.setHttpOnly`, is: 'false' },
      { call: `${RESPONSE}.addCookie`, of: COOKIE, without: ['setHttpOnly'] },
    ],
  },
  bad: [
    'import javax.servlet.http.*;\nclass A extends HttpServlet { public void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception { String name = request.getParameter("name"); «response.getWriter().println("<p>" + name)»; } }',
    'import javax.servlet.http.*;\nclass A extends HttpServlet { public void doPost(HttpServletRequest request, HttpServletResponse response) throws Exception { for (Cookie cookie : request.getCookies()) { if (cookie.getName().equals("to")) { String to = cookie.getValue(); «response.sendRedirect(to)»; } } } }',
    'import jakarta.servlet.http.HttpServletRequest;\nclass A { void keep(HttpServletRequest request) { «request.getSession().setAttribute("user", request.getHeader("X-User"))»; } }',
    'import javax.servlet.http.*;\nclass A { void give(HttpServletResponse response, String id) { Cookie cookie = new Cookie("id", id); cookie.setHttpOnly(true); «cookie.setSecure(false)»; response.addCookie(cookie); } }',
  ],
  good: [
    'import javax.servlet.http.*;\nimport org.owasp.encoder.Encode;\nclass A extends HttpServlet { public void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception { response.getWriter().println("<p>" + Encode.forHtml(request.getParameter("name"))); } }',
    'import javax.servlet.http.*;\nclass A extends HttpServlet { public void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception { int page = Integer.parseInt(request.getParameter("page")); response.getWriter().println("<p>" + page); } }',
    'import javax.servlet.http.*;\nimport java.util.*;\nclass A extends HttpServlet { private static final Set<String> PAGES = Set.of("/home", "/help"); public void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception { String to = request.getParameter("to"); if (!PAGES.contains(to)) { return; } response.sendRedirect(to); } }',
    'import javax.servlet.http.*;\nclass A { void give(HttpServletResponse response, String id) { Cookie cookie = new Cookie("id", id); cookie.setHttpOnly(true); cookie.setSecure(true); response.addCookie(cookie); } }',
  ],
};

const ESAPI = 'org.owasp.esapi.ESAPI.encoder()';

/** Libraries that write text so that it is safe in one place: a page, a query, a log. */
export const javaEncoders: Model = {
  package: 'org.owasp.encoder',
  languages: ['java'],
  types: { 'org.owasp.esapi.Encoder': ESAPI, 'org.owasp.esapi.reference.DefaultEncoder.getInstance()': ESAPI },
  cleans: {
    html: [
      ...of(
        'org.owasp.encoder.Encode',
        'forHtml forHtmlContent forHtmlAttribute forHtmlUnquotedAttribute forJavaScript forJavaScriptAttribute forJavaScriptBlock forCssString forUriComponent forXml',
      ),
      ...of(ESAPI, 'encodeForHTML encodeForHTMLAttribute encodeForJavaScript encodeForCSS encodeForURL encodeForXML'),
      ...['org.apache.commons.lang', 'org.apache.commons.lang3', 'org.apache.commons.text'].flatMap((at) =>
        of(
          `${at}.StringEscapeUtils`,
          'escapeHtml escapeHtml3 escapeHtml4 escapeXml escapeXml10 escapeXml11 escapeEcmaScript',
        ),
      ),
      ...of('org.springframework.web.util.HtmlUtils', 'htmlEscape htmlEscapeDecimal htmlEscapeHex'),
      'org.springframework.web.util.JavaScriptUtils.javaScriptEscape',
      'com.google.common.html.HtmlEscapers.htmlEscaper().escape',
      'org.jsoup.Jsoup.clean',
      'org.owasp.html.PolicyFactory.sanitize',
      'org.owasp.validator.html.AntiSamy.scan',
    ],
    sql: [`${ESAPI}.encodeForSQL`],
    shell: [`${ESAPI}.encodeForOS`],
    ldap: [
      ...of(ESAPI, 'encodeForLDAP encodeForDN'),
      ...of('org.springframework.ldap.support.LdapEncoder', 'filterEncode nameEncode'),
    ],
    xpath: [`${ESAPI}.encodeForXPath`],
    url: ['org.owasp.encoder.Encode.forUriComponent', `${ESAPI}.encodeForURL`],
    redirect: ['org.owasp.encoder.Encode.forUriComponent', `${ESAPI}.encodeForURL`],
    log: [...of('org.owasp.encoder.Encode', 'forJava forHtml'), `${ESAPI}.encodeForHTML`],
  },
  passes: [
    ...of(
      'org.apache.commons.codec.binary.Base64',
      'encodeBase64 decodeBase64 encodeBase64String encodeBase64URLSafeString',
    ),
    ...['org.apache.commons.lang.StringUtils', 'org.apache.commons.lang3.StringUtils'].flatMap((at) =>
      of(
        at,
        'trim strip trimToEmpty trimToNull defaultString defaultIfEmpty lowerCase upperCase substring substringBefore substringAfter replace remove join',
      ),
    ),
    `${ESAPI}.canonicalize`,
    'org.apache.commons.lang.StringEscapeUtils.unescapeHtml',
  ],
  bad: [
    'import javax.servlet.http.*;\nimport org.apache.commons.lang3.StringEscapeUtils;\nclass A { void show(HttpServletRequest request, java.sql.Statement statement) throws Exception { «statement.executeQuery("select * from t where n = \'" + StringEscapeUtils.escapeHtml4(request.getParameter("n")) + "\'")»; } }',
  ],
  good: [
    'import javax.servlet.http.*;\nimport org.springframework.web.util.HtmlUtils;\nclass A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { String name = HtmlUtils.htmlEscape(request.getParameter("name")); response.getWriter().write(name); } }',
    'import javax.servlet.http.*;\nclass A { void show(HttpServletRequest request, HttpServletResponse response) throws Exception { response.getWriter().write(org.owasp.esapi.ESAPI.encoder().encodeForHTML(request.getParameter("name"))); } }',
  ],
};
