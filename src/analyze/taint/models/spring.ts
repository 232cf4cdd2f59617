import type { Callback, Misuse, Model } from '../model.ts';

const of = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);
const AT = 'org.springframework.web.bind.annotation';
const HANDLER: Callback = { others: 'request', returns: 'html' };
const SECURITY = 'org.springframework.security.config.annotation.web';

/** Spring MVC and WebFlux: annotated methods are called with parts of the request. */
export const spring: Model = {
  package: 'org.springframework',
  languages: ['java'],
  types: {
    [`${SECURITY}.builders.HttpSecurity.csrf()`]: `${SECURITY}.configurers.CsrfConfigurer`,
    'org.springframework.web.servlet.view.RedirectView': 'org.springframework.web.servlet.view.RedirectView',
    'org.springframework.web.context.request.WebRequest': 'javax.servlet.http.HttpServletRequest',
    'org.springframework.web.context.request.NativeWebRequest': 'javax.servlet.http.HttpServletRequest',
  },
  sources: {
    request: [
      ...of(
        'org.springframework.web.multipart.MultipartFile',
        'getOriginalFilename() getInputStream() getBytes() getName()',
      ),
      ...of(
        'org.springframework.http.server.reactive.ServerHttpRequest',
        'getQueryParams() getHeaders() getURI() getBody() getCookies() getPath()',
      ),
      ...of(
        'org.springframework.web.reactive.function.server.ServerRequest',
        'queryParam() pathVariable() queryParams() headers() bodyToMono()',
      ),
    ],
    message: [
      'org.springframework.messaging.Message.getPayload()',
      'javax.jms.TextMessage.getText()',
      'org.apache.kafka.clients.consumer.ConsumerRecord.value()',
    ],
    model: of('org.springframework.ai.chat.client.ChatClient', 'prompt().call().content()'),
  },
  parameters: {
    '@RequestParam': 'source:request',
    '@PathVariable': 'source:request',
    '@RequestBody': 'source:request',
    '@RequestHeader': 'source:request',
    '@CookieValue': 'source:request',
    '@ModelAttribute': 'source:request',
    '@RequestPart': 'source:request',
    '@MatrixVariable': 'source:request',
    '@QueryParam': 'source:request',
    '@PathParam': 'source:request',
    '@FormParam': 'source:request',
    '@HeaderParam': 'source:request',
    '@CookieParam': 'source:request',
    '@Payload': 'source:message',
    '@AuthenticationPrincipal': 'source:none',
    '@Value': 'source:none',
    '@Autowired': 'source:none',
    ...Object.fromEntries(
      [
        'org.springframework.ui.Model',
        'org.springframework.ui.ModelMap',
        'org.springframework.validation.BindingResult',
        'org.springframework.validation.Errors',
        'org.springframework.web.multipart.MultipartFile',
        'java.security.Principal',
        'java.util.Locale',
        'org.springframework.security.core.Authentication',
        'org.springframework.data.domain.Pageable',
        'javax.servlet.http.HttpServletRequest',
        'javax.servlet.http.HttpServletResponse',
        'javax.servlet.http.HttpSession',
        'org.springframework.web.servlet.mvc.support.RedirectAttributes',
        'org.springframework.web.util.UriComponentsBuilder',
        'org.springframework.http.server.reactive.ServerHttpRequest',
      ].map((path) => [path, path]),
    ),
  },
  decorators: {
    ...Object.fromEntries(
      ['RequestMapping', 'GetMapping', 'PostMapping', 'PutMapping', 'DeleteMapping', 'PatchMapping'].map((name) => [
        `${AT}.${name}()`,
        HANDLER,
      ]),
    ),
    ...Object.fromEntries(
      of('javax.ws.rs', 'GET POST PUT DELETE PATCH Path').map((path) => [
        `${path}()`,
        { others: 'request' } as Callback,
      ]),
    ),
    'org.springframework.kafka.annotation.KafkaListener()': { others: 'message' },
    'org.springframework.amqp.rabbit.annotation.RabbitListener()': { others: 'message' },
    'org.springframework.jms.annotation.JmsListener()': { others: 'message' },
    'org.springframework.ai.tool.annotation.Tool()': { others: 'model' },
  },
  callbacks: {
    [`${SECURITY}.builders.HttpSecurity.csrf`]: { at: '0', parameters: [`${SECURITY}.configurers.CsrfConfigurer`] },
  },
  sinks: {
    redirect: [
      'org.springframework.web.servlet.view.RedirectView(0)',
      'org.springframework.web.servlet.view.RedirectView.setUrl(0)',
      'org.springframework.http.HttpHeaders.setLocation(0)',
      'javax.ws.rs.core.Response.seeOther(0)',
      'javax.ws.rs.core.Response.temporaryRedirect(0)',
    ],
    path: [
      'org.springframework.web.multipart.MultipartFile.transferTo(0)',
      'org.springframework.core.io.FileSystemResource(0)',
      'org.springframework.core.io.UrlResource(0)',
      'org.springframework.core.io.ResourceLoader.getResource(0)',
      'org.springframework.util.FileCopyUtils.copy(1)',
    ],
    trust: ['org.springframework.web.util.WebUtils.setSessionAttribute(2)'],
  },
  misuses: {
    'csrf-off': [
      { call: `${SECURITY}.configurers.CsrfConfigurer.disable` },
      { call: `${SECURITY}.builders.HttpSecurity.csrf`, is: `${SECURITY}.configurers.AbstractHttpConfigurer.disable` },
    ],
    'any-origin': [
      { call: `${AT}.CrossOrigin`, argument: 'origins', is: '*' },
      { call: `${AT}.CrossOrigin`, is: '*' },
      { call: 'org.springframework.web.cors.CorsConfiguration.addAllowedOrigin', is: '*' },
      { call: 'org.springframework.web.servlet.config.annotation.CorsRegistration.allowedOrigins', is: '*' },
      {
        call: 'javax.servlet.http.HttpServletResponse.setHeader',
        argument: '1',
        is: '*',
        beside: { argument: '0', matches: /^Access-Control-Allow-Origin$/i },
      },
      {
        call: 'javax.servlet.http.HttpServletResponse.addHeader',
        argument: '1',
        is: '*',
        beside: { argument: '0', matches: /^Access-Control-Allow-Origin$/i },
      },
    ] as Misuse[],
  },
  passes: [
    'org.springframework.util.StringUtils.trimWhitespace',
    'org.springframework.util.StringUtils.trimAllWhitespace',
    'org.springframework.http.ResponseEntity.ok',
    'org.springframework.http.ResponseEntity',
  ],
  cleans: { path: ['org.springframework.util.StringUtils.getFilename'] },
  bad: [
    'import org.springframework.web.bind.annotation.*;\nimport org.springframework.jdbc.core.JdbcTemplate;\n@RestController\nclass A { private final JdbcTemplate template; A(JdbcTemplate template) { this.template = template; }\n  @GetMapping("/users") Object find(@RequestParam String name) { return «template.queryForList("select * from users where name = \'" + name + "\'")»; } }',
    'import org.springframework.web.bind.annotation.*;\n@RestController\nclass A { @GetMapping("/hello/{name}") String hello(@PathVariable("name") String name) { return «"<h1>Hello " + name + "</h1>"»; } }'
      .replace('return «', '«return ')
      .replace('"</h1>"»;', '"</h1>";»'),
    'import org.springframework.security.config.annotation.web.builders.HttpSecurity;\nclass A { void configure(HttpSecurity http) throws Exception { «http.csrf().disable()»; } }',
  ],
  good: [
    'import org.springframework.web.bind.annotation.*;\nimport org.springframework.jdbc.core.JdbcTemplate;\n@RestController\nclass A { private JdbcTemplate template;\n  @GetMapping("/users/{id}") Object find(@PathVariable long id) { return template.queryForList("select * from users where id = " + id); } }',
    'import org.springframework.web.bind.annotation.*;\nimport org.springframework.ui.Model;\n@Controller\nclass A { @GetMapping("/hello") String hello(@RequestParam String name, Model model) { model.addAttribute("name", name); return "hello"; } }',
    'import org.springframework.web.bind.annotation.*;\n@RestController\nclass A { record Person(String name) {}\n  @PostMapping("/people") Person create(@RequestBody Person person) { return person; } }',
  ],
};
