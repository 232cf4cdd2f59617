import type { Model } from '../model.ts';

const of = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);
const QUERIES = 'execute(0) executeQuery(0) executeUpdate(0) executeLargeUpdate(0) addBatch(0)';
const TEMPLATE =
  'query(0) queryForObject(0) queryForList(0) queryForMap(0) queryForRowSet(0) queryForInt(0) queryForLong(0) queryForStream(0) update(0) batchUpdate(0) execute(0)';

/** JDBC and what stands on it. */
export const jdbc: Model = {
  package: 'java.sql',
  languages: ['java'],
  types: {
    'java.sql.DriverManager.getConnection()': 'java.sql.Connection',
    'javax.sql.DataSource.getConnection()': 'java.sql.Connection',
    'java.sql.Connection.createStatement()': 'java.sql.Statement',
    'java.sql.Connection.prepareStatement()': 'java.sql.PreparedStatement',
    'java.sql.Connection.prepareCall()': 'java.sql.PreparedStatement',
    'java.sql.CallableStatement': 'java.sql.PreparedStatement',
    'java.sql.Statement.getConnection()': 'java.sql.Connection',
    'java.sql.Statement.executeQuery()': 'java.sql.ResultSet',
    'java.sql.Statement.getResultSet()': 'java.sql.ResultSet',
    'java.sql.PreparedStatement.executeQuery()': 'java.sql.ResultSet',
    'org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate': 'org.springframework.jdbc.core.JdbcTemplate',
    'org.springframework.jdbc.core.JdbcOperations': 'org.springframework.jdbc.core.JdbcTemplate',
    'org.springframework.jdbc.core.NamedParameterJdbcOperations': 'org.springframework.jdbc.core.JdbcTemplate',
    'jakarta.persistence.EntityManager': 'javax.persistence.EntityManager',
    'org.hibernate.SessionFactory.getCurrentSession()': 'org.hibernate.Session',
    'org.hibernate.SessionFactory.openSession()': 'org.hibernate.Session',
    'org.hibernate.StatelessSession': 'org.hibernate.Session',
  },
  sources: { local: of('java.sql.ResultSet', 'getString() getObject() getNString()') },
  sinks: {
    nosql: [
      ...of('com.mongodb.client.MongoCollection', 'find(0) aggregate(0)'),
      'com.mongodb.BasicDBObject.parse(0)',
      'org.bson.Document.parse(0)',
      'org.springframework.data.mongodb.core.query.BasicQuery(0)',
    ],
    sql: [
      ...of('java.sql.Statement', QUERIES),
      ...of('java.sql.PreparedStatement', QUERIES),
      ...of('java.sql.Connection', 'prepareStatement(0) prepareCall(0) nativeSQL(0)'),
      ...of('org.springframework.jdbc.core.JdbcTemplate', TEMPLATE),
      ...of('org.springframework.jdbc.core.simple.JdbcClient', 'sql(0)'),
      ...of('javax.persistence.EntityManager', 'createQuery(0) createNativeQuery(0)'),
      ...of('org.hibernate.Session', 'createQuery(0) createSQLQuery(0) createNativeQuery(0)'),
      'org.hibernate.criterion.Restrictions.sqlRestriction(0)',
      'org.springframework.jdbc.core.PreparedStatementCreatorFactory(0)',
      ...of('org.springframework.jdbc.core.JdbcOperations', TEMPLATE),
      ...of('org.apache.torque.util.BasePeer', 'executeQuery(0) executeStatement(0)'),
      ...of('org.apache.turbine.om.peer.BasePeer', 'executeQuery(0)'),
      'io.vertx.sqlclient.SqlConnection.query(0)',
      'io.vertx.sqlclient.SqlConnection.preparedQuery(0)',
      'io.vertx.sqlclient.SqlClient.preparedQuery(0)',
      'io.vertx.sqlclient.SqlConnection.prepare(0)',
      'javax.jdo.Query.setFilter(0)',
      'javax.jdo.Query.setGrouping(0)',
      ...of('javax.jdo.PersistenceManager', 'newQuery(*)'),
      'org.apache.commons.dbutils.QueryRunner.query(1)',
      'org.jooq.DSLContext.fetch(0)',
      'org.jooq.DSLContext.execute(0)',
      'org.jooq.impl.DSL.sql(0)',
      'io.vertx.sqlclient.SqlClient.query(0)',
      'org.jdbi.v3.core.Handle.createQuery(0)',
      'org.jdbi.v3.core.Handle.execute(0)',
      'org.springframework.r2dbc.core.DatabaseClient.sql(0)',
      ...of('?', 'executeQuery(0) createNativeQuery(0) createSQLQuery(0) queryForObject(0)'),
    ],
  },
  // Rows are the database's, not what the query was made from.
  drops: [
    ...of('java.sql.Statement', 'executeQuery executeUpdate execute'),
    ...of('java.sql.PreparedStatement', 'executeQuery executeUpdate execute'),
    ...TEMPLATE.split(' ').map((name) => `org.springframework.jdbc.core.JdbcTemplate.${name.replace('(0)', '')}`),
  ],
  misuses: {
    'fixed-secret': [{ call: 'java.sql.DriverManager.getConnection', argument: '2', constant: true }],
  },
  bad: [
    'import javax.servlet.http.*;\nimport java.sql.*;\nclass A { void find(HttpServletRequest request, Connection connection) throws Exception { Statement statement = connection.createStatement(); String query = "select * from t where n = \'" + request.getParameter("n") + "\'"; ResultSet rows = «statement.executeQuery(query)»; } }',
    'import javax.servlet.http.*;\nimport java.sql.*;\nclass A { void find(HttpServletRequest request) throws Exception { PreparedStatement statement = «DriverManager.getConnection("jdbc:h2:mem").prepareStatement("select * from t order by " + request.getParameter("by"))»; } }',
    'import javax.servlet.http.*;\nimport org.springframework.jdbc.core.JdbcTemplate;\nclass A { @Autowired private JdbcTemplate template; void find(HttpServletRequest request) { «template.queryForList("select * from t where n = " + request.getParameter("n"))»; } }',
    'import java.sql.*;\nclass A { private static final String SECRET = "dev" + "-only"; Connection open(String url) throws Exception { return «DriverManager.getConnection(url, "app", SECRET)»; } }',
  ],
  good: [
    'import javax.servlet.http.*;\nimport java.sql.*;\nclass A { void find(HttpServletRequest request, Connection connection) throws Exception { PreparedStatement statement = connection.prepareStatement("select * from t where n = ?"); statement.setString(1, request.getParameter("n")); statement.executeQuery(); } }',
    'import javax.servlet.http.*;\nimport org.springframework.jdbc.core.JdbcTemplate;\nclass A { private JdbcTemplate template; void find(HttpServletRequest request) { template.queryForList("select * from t where n = ?", request.getParameter("n")); } }',
    'import java.sql.*;\nclass A { Connection open(String url) throws Exception { return DriverManager.getConnection(url, "app", System.getenv("SECRET")); } }',
  ],
};

const DIR = 'javax.naming.directory.DirContext';

/** Directories and XPath. */
export const directories: Model = {
  package: 'javax.naming',
  languages: ['java'],
  types: {
    'javax.naming.directory.InitialDirContext': DIR,
    'javax.naming.ldap.InitialLdapContext': DIR,
    'javax.naming.ldap.LdapContext': DIR,
    'javax.naming.InitialContext': 'javax.naming.Context',
    'javax.xml.xpath.XPathFactory.newInstance()': 'javax.xml.xpath.XPathFactory',
    'javax.xml.xpath.XPathFactory.newInstance().newXPath()': 'javax.xml.xpath.XPath',
    'javax.xml.xpath.XPathFactory.newXPath()': 'javax.xml.xpath.XPath',
  },
  sinks: {
    ldap: [
      ...of(DIR, 'search(0) search(1)'),
      ...of(
        'org.springframework.ldap.core.LdapTemplate',
        'search(0) search(1) find(0) searchForObject(1) authenticate(1)',
      ),
      'com.unboundid.ldap.sdk.LDAPConnection.search(2)',
      'org.apache.directory.ldap.client.api.LdapConnection.search(1)',
    ],
    reflection: ['javax.naming.Context.lookup(0)', `${DIR}.lookup(0)`],
    xpath: [
      ...of('javax.xml.xpath.XPath', 'evaluate(0) compile(0) evaluateExpression(0)'),
      'org.dom4j.Node.selectNodes(0)',
      'org.dom4j.Document.selectNodes(0)',
      'org.dom4j.DocumentHelper.createXPath(0)',
      'org.jaxen.dom.DOMXPath(0)',
      'org.apache.xpath.XPathAPI.selectNodeList(1)',
      'org.jdom2.xpath.XPathFactory.instance().compile(0)',
    ],
  },
  bad: [
    'import javax.servlet.http.*;\nimport javax.naming.directory.*;\nclass A { void find(HttpServletRequest request, DirContext context) throws Exception { String filter = "(&(uid=" + request.getParameter("uid") + "))"; «context.search("ou=people", filter, new SearchControls())»; } }',
    'import javax.servlet.http.*;\nimport javax.xml.xpath.*;\nclass A { void find(HttpServletRequest request, Object page) throws Exception { XPath path = XPathFactory.newInstance().newXPath(); «path.evaluate("/users/user[@id=\'" + request.getParameter("id") + "\']", page)»; } }',
  ],
  good: [
    'import javax.servlet.http.*;\nimport javax.naming.directory.*;\nclass A { void find(HttpServletRequest request, DirContext context) throws Exception { context.search("ou=people", "(uid={0})", new Object[] {request.getParameter("uid")}, null); } }',
    'import javax.servlet.http.*;\nimport javax.xml.xpath.*;\nclass A { void find(HttpServletRequest request, Object page) throws Exception { XPath path = XPathFactory.newInstance().newXPath(); path.evaluate("/users/user[@id=\'" + Integer.parseInt(request.getParameter("id")) + "\']", page); } }',
  ],
};
