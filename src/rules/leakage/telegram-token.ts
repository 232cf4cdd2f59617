import { credential } from '../../analyze/token/credential.ts';
import { marked, named } from '../../analyze/token/format.ts';
import { fake } from '../../lib/fake.ts';

export default credential({
  id: 'leakage/telegram-token',
  provider: 'Telegram',
  revoke: 'with /revoke at BotFather',
  formats: [
    marked({
      name: 'Telegram bot token',
      marker: ':AA',
      expression: /\d{8,10}:AA[\w-]{32,33}(?!-)/,
      reach: 10,
      opens: /bot$/,
    }),
    named({ name: 'Telegram bot token', names: ['telegr'], value: /\d{5,16}:A[\w-]{34}(?!-)/, level: 'error' }),
  ],
  bad: [
    `bot = Bot("«${fake('digits', 10)}:AA${fake('base64url', 33)}»")`,
    `https://api.telegram.org/bot«${fake('digits', 9, 't')}:AA${fake('base64url', 33)}»/getMe`,
  ],
  good: [
    'bot = Bot(os.environ["BOT_TOKEN"])',
    'TOKEN="123456789:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
    'mac = "00:1B:44:11:3A:AA"',
  ],
});
