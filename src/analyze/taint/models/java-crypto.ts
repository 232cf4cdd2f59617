import type { Misuse, Model } from '../model.ts';

const generators = ['javax.crypto.KeyGenerator', 'java.security.KeyPairGenerator'];
const RANDOMS = 'nextInt nextLong nextFloat nextDouble nextBoolean nextGaussian nextBytes ints longs doubles'.split(
  ' ',
);
const WEAK_CIPHER = /^(?:DES|DESede|TripleDES|RC2|RC4|ARC4|ARCFOUR|Blowfish)(?:\/|$)|^(?!RSA)[^/]+\/ECB\/|^AES$|^Null/i;

/** Java's cryptography: names of algorithms, sizes of keys, what is constant and should not be. */
export const javaCrypto: Model = {
  package: 'javax.crypto',
  languages: ['java'],
  types: {
    'javax.crypto.Cipher.getInstance()': 'javax.crypto.Cipher',
    'java.security.MessageDigest.getInstance()': 'java.security.MessageDigest',
    'javax.crypto.KeyGenerator.getInstance()': 'javax.crypto.KeyGenerator',
    'java.security.KeyPairGenerator.getInstance()': 'java.security.KeyPairGenerator',
    'java.security.SecureRandom.getInstance()': 'java.security.SecureRandom',
    'java.security.SecureRandom': 'java.security.SecureRandom',
    'java.util.concurrent.ThreadLocalRandom.current()': 'java.util.Random',
    'java.util.SplittableRandom': 'java.util.Random',
  },
  misuses: {
    'weak-hash': [
      { call: 'java.security.MessageDigest.getInstance', matches: /^(?:MD[245]|SHA-?1|SHA)$/i },
      { call: 'javax.crypto.Mac.getInstance', matches: /^HMAC(?:MD5|SHA1)$/i },
      ...'md5 md5Hex md2 md2Hex sha sha1 sha1Hex shaHex getMd5Digest getMd2Digest getSha1Digest getShaDigest'
        .split(' ')
        .map((name): Misuse => ({ call: `org.apache.commons.codec.digest.DigestUtils.${name}` })),
      { call: 'com.google.common.hash.Hashing.md5' },
      { call: 'com.google.common.hash.Hashing.sha1' },
      { call: 'org.springframework.util.DigestUtils.md5DigestAsHex' },
      { call: 'java.security.Signature.getInstance', matches: /^(?:MD[25]|SHA-?1)with/i },
    ],
    'weak-cipher': [
      { call: 'javax.crypto.Cipher.getInstance', matches: WEAK_CIPHER },
      { call: 'javax.crypto.KeyGenerator.getInstance', matches: /^(?:DES|DESede|RC2|RC4|ARCFOUR|Blowfish)$/i },
      { call: 'javax.crypto.Cipher.getInstance', matches: /^RSA\/[^/]*\/NoPadding$/i },
      { call: 'javax.crypto.NullCipher' },
      { call: 'javax.crypto.SecretKeyFactory.getInstance', matches: /^(?:DES|DESede|PBEWithMD5AndDES)$/i },
    ],
    'weak-random': [
      { call: 'java.lang.Math.random' },
      ...RANDOMS.map((name): Misuse => ({ call: `java.util.Random.${name}` })),
      ...['nextInt', 'nextLong', 'nextDouble', 'nextBytes'].map(
        (name): Misuse => ({ call: `org.apache.commons.lang3.RandomUtils.${name}` }),
      ),
      ...['random', 'randomAlphanumeric', 'randomAlphabetic', 'randomNumeric', 'randomAscii'].map(
        (name): Misuse => ({ call: `org.apache.commons.lang3.RandomStringUtils.${name}` }),
      ),
      { call: 'java.security.SecureRandom', constant: true },
    ],
    'short-key': [
      { call: 'javax.crypto.KeyGenerator.init', below: 112 },
      { call: 'java.security.KeyPairGenerator.initialize', below: 2048 },
      { call: 'java.security.spec.RSAKeyGenParameterSpec', below: 2048 },
    ],
    'fixed-nonce': [
      { call: 'javax.crypto.spec.IvParameterSpec', constant: true },
      { call: 'javax.crypto.spec.GCMParameterSpec', argument: '1', constant: true },
    ],
    'fixed-secret': [
      { call: 'javax.crypto.spec.SecretKeySpec', constant: true },
      { call: 'javax.crypto.spec.DESKeySpec', constant: true },
      { call: 'javax.crypto.spec.PBEKeySpec', constant: true },
      { call: 'java.net.PasswordAuthentication', argument: '1', constant: true },
      { call: 'javax.security.auth.kerberos.KerberosKey', argument: '1', constant: true },
      { call: 'java.security.KeyStore.load', argument: '1', constant: true },
      { call: 'io.jsonwebtoken.Jwts.builder().signWith', argument: '1', constant: true },
      { call: 'com.auth0.jwt.algorithms.Algorithm.HMAC256', constant: true },
      { call: 'com.auth0.jwt.algorithms.Algorithm.HMAC384', constant: true },
      { call: 'com.auth0.jwt.algorithms.Algorithm.HMAC512', constant: true },
    ],
    'old-tls': [
      { call: 'javax.net.ssl.SSLContext.getInstance', matches: /^(?:SSL|SSLv[23]|TLSv1|TLSv1\.[01]|TLSv1\.0)$/ },
    ],
    'weak-password-hash': [
      { call: 'javax.crypto.spec.PBEKeySpec', argument: '2', below: 10_000 },
      { call: 'javax.crypto.spec.PBEParameterSpec', argument: '1', below: 10_000 },
      { call: 'javax.crypto.spec.PBEKeySpec', argument: '1', constant: true },
    ],
  },
  fills: ['java.security.SecureRandom.nextBytes', 'java.util.Random.nextBytes'],
  drops: generators.map((generator) => `${generator}.generateKey`),
  bad: [
    'import java.security.MessageDigest;\nclass A { static String name() { return "MD" + 5; } Object sum() throws Exception { return «MessageDigest.getInstance(name())»; } }',
    'import javax.crypto.Cipher;\nclass A { private static final String HOW = "DES/CBC/PKCS5Padding"; Object box() throws Exception { return «Cipher.getInstance(HOW)»; } }',
    'import java.util.Random;\nclass A { private final Random random = new Random(); int token() { return «random.nextInt()»; } }',
    'import javax.crypto.spec.*;\nclass A { Object key() { byte[] key = "0123456789abcdef".getBytes(); return «new SecretKeySpec(key, "AES")»; } }',
    'import java.security.*;\nclass A { Object pair() throws Exception { KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA"); «maker.initialize(1024)»; return maker.generateKeyPair(); } }',
    'import javax.crypto.spec.*;\nclass A { Object nonce() { byte[] bytes = {0, 1, 2, 3}; return «new IvParameterSpec(bytes)»; } }',
  ],
  good: [
    'import java.security.MessageDigest;\nclass A { Object sum() throws Exception { String name = "MD5"; name = "SHA-256"; return MessageDigest.getInstance(name); } }',
    'import javax.crypto.Cipher;\nclass A { Object box() throws Exception { return Cipher.getInstance("AES/GCM/NoPadding"); } }',
    'import java.security.SecureRandom;\nclass A { int token() { return new SecureRandom().nextInt(); } }',
    'import javax.crypto.spec.*;\nimport java.security.SecureRandom;\nclass A { Object nonce() { byte[] bytes = new byte[12]; new SecureRandom().nextBytes(bytes); return new GCMParameterSpec(128, bytes); } }',
    'import java.security.*;\nclass A { Object pair() throws Exception { KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA"); maker.initialize(3072); return maker.generateKeyPair(); } }',
  ],
};
