import { credential } from '../../analyze/token/credential.ts';
import { named, nearby, token } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

/** A bot token begins with the bot's numeric id in base 64. */
const beginsWithAnId = (value: string) =>
  /^\d{17,20}$/.test(Buffer.from(value.split('.')[0]!, 'base64').toString('latin1')) ? 'unknown' : null;
const botId = Buffer.from('812046913905475604').toString('base64url');

export default credential({
  id: 'leakage/discord-token',
  provider: 'Discord',
  revoke: 'in the developer portal by resetting it',
  formats: [
    nearby({
      name: 'Discord bot token',
      keywords: ['discord', 'client.login', 'client.run', 'bot.run', 'bot_token', 'bottoken'],
      value: /(?<![\w.-])[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/,
      before: 300,
      after: 400,
      check: beginsWithAnId,
      level: 'error',
    }),
    token({
      name: 'Discord webhook',
      starts: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
      body: /\d{17,20}\/[\w-]{60,80}/,
      level: 'warning',
    }),
    named({ name: 'Discord client secret', names: ['discord'], value: /[\w=-]{32}(?![=-])/ }),
    named({ name: 'Discord API token', names: ['discord'], value: /[0-9a-f]{64}/ }),
    named({ name: 'Discord client id', names: ['discord'], value: /\d{17,19}/, level: 'note' }),
  ],
  bad: [
    `client.login("«${botId}.${fake('base62', 6)}.${fake('base64url', 38)}»")`,
    `hook: https://«discord.com/api/webhooks/${fake('digits', 18)}/${fake('base64url', 68)}»`,
    `DISCORD_CLIENT_SECRET=«${fake('base62', 32)}»`,
  ],
  good: [
    'client.login(process.env.DISCORD_TOKEN)',
    `token: "${fake('base62', 24)}.${fake('base62', 6)}.${fake('base62', 27)}"`,
    'discord=000000000000000000',
  ],
});
