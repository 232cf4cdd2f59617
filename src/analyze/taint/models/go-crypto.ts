import type { Misuse, Model } from '../model.ts';

const RANDOM =
  'Int Intn IntN Int31 Int31n Int63 Int63n Int64 Int64N N Uint32 Uint64 Float32 Float64 Perm Read Seed Shuffle'.split(
    ' ',
  );
const always = (calls: readonly string[]): Misuse[] => calls.map((call) => ({ call }));

/** Go's cryptography and TLS. */
export const goCrypto: Model = {
  package: 'crypto',
  languages: ['go'],
  types: {
    'math/rand.New()': 'math/rand',
    'math/rand.Rand': 'math/rand',
    'math/rand/v2.New()': 'math/rand',
  },
  misuses: {
    'weak-hash': always([
      'crypto/md5.Sum',
      'crypto/md5.New',
      'crypto/sha1.Sum',
      'crypto/sha1.New',
      'golang.org/x/crypto/md4.New',
      'golang.org/x/crypto/ripemd160.New',
    ]),
    'weak-cipher': always([
      'crypto/des.NewCipher',
      'crypto/des.NewTripleDESCipher',
      'crypto/rc4.NewCipher',
      'golang.org/x/crypto/blowfish.NewCipher',
    ]),
    'weak-random': always(RANDOM.map((name) => `math/rand.${name}`)),
    'short-key': [
      { call: 'crypto/rsa.GenerateKey', argument: '1', below: 2048 },
      { call: 'crypto/dsa.GenerateParameters' },
    ],
    'old-tls': [
      ...['VersionSSL30', 'VersionTLS10', 'VersionTLS11'].flatMap((version): Misuse[] => [
        { call: 'crypto/tls.Config.MinVersion=', is: `crypto/tls.${version}` },
        { call: 'crypto/tls.Config.MaxVersion=', is: `crypto/tls.${version}` },
      ]),
    ],
    'fixed-nonce': [
      { call: 'crypto/cipher.NewCBCEncrypter', argument: '1', constant: true },
      { call: 'crypto/cipher.NewCTR', argument: '1', constant: true },
      { call: 'crypto/cipher.NewCFBEncrypter', argument: '1', constant: true },
      { call: 'crypto/cipher.NewOFB', argument: '1', constant: true },
      { call: 'crypto/cipher.NewGCM().Seal', argument: '1', constant: true },
    ],
    'fixed-secret': [
      { call: 'crypto/aes.NewCipher', constant: true },
      { call: 'crypto/hmac.New', argument: '1', constant: true },
      { call: 'golang.org/x/crypto/ssh.Password', constant: true },
      { call: 'net/http.Request.SetBasicAuth', argument: '1', constant: true },
      { call: 'github.com/golang-jwt/jwt.Token.SignedString', constant: true },
      { call: 'github.com/dgrijalva/jwt-go.Token.SignedString', constant: true },
      { call: 'github.com/gorilla/sessions.NewCookieStore', constant: true },
    ],
    'weak-password-hash': [
      { call: 'golang.org/x/crypto/bcrypt.GenerateFromPassword', argument: '1', below: 10 },
      { call: 'golang.org/x/crypto/pbkdf2.Key', argument: '2', below: 10_000 },
    ],
  },
  fills: ['crypto/rand.Read'],
  bad: [
    'package a\n\nimport "crypto/md5"\n\nfunc sum(body []byte) [16]byte {\n\treturn «md5.Sum(body)»\n}\n',
    'package a\n\nimport "crypto/tls"\n\nfunc config() *tls.Config {\n\treturn &«tls.Config{MinVersion: tls.VersionTLS10}»\n}\n',
    'package a\n\nimport (\n\t"crypto/rand"\n\t"crypto/rsa"\n)\n\nconst bits = 512 * 2\n\nfunc key() (*rsa.PrivateKey, error) {\n\treturn «rsa.GenerateKey(rand.Reader, bits)»\n}\n',
    'package a\n\nimport (\n\t"crypto/aes"\n\t"crypto/cipher"\n)\n\nfunc box(key []byte) cipher.BlockMode {\n\tblock, _ := aes.NewCipher(key)\n\tiv := []byte("0123456789abcdef")\n\treturn «cipher.NewCBCEncrypter(block, iv)»\n}\n',
    'package a\n\nimport "math/rand"\n\nfunc token() int {\n\treturn «rand.Intn(100)»\n}\n',
  ],
  good: [
    'package a\n\nimport "crypto/sha256"\n\nfunc sum(body []byte) [32]byte {\n\treturn sha256.Sum256(body)\n}\n',
    'package a\n\nimport "crypto/tls"\n\nfunc config() *tls.Config {\n\treturn &tls.Config{MinVersion: tls.VersionTLS12}\n}\n',
    'package a\n\nimport (\n\t"crypto/aes"\n\t"crypto/cipher"\n\t"crypto/rand"\n)\n\nfunc box(key []byte) cipher.BlockMode {\n\tblock, _ := aes.NewCipher(key)\n\tiv := make([]byte, 16)\n\trand.Read(iv)\n\treturn cipher.NewCBCEncrypter(block, iv)\n}\n',
    'package a\n\nimport (\n\t"crypto/rand"\n\t"math/big"\n)\n\nfunc token() (*big.Int, error) {\n\treturn rand.Int(rand.Reader, big.NewInt(100))\n}\n',
  ],
};
