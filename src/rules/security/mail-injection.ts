import { defineRule } from '../../analyze/rule.ts';
import { taint } from '../../analyze/taint/taint.ts';

export default defineRule({
  id: 'security/mail-injection',
  title: 'The text of a mail is put together with an untrusted value',
  level: 'warning',
  why: 'With a line break inside, the value can add receivers and headers: your server then sends somebody else’s mail.',
  fix: 'Make the message with `email.message.EmailMessage`, which refuses line breaks in headers, and send it with `send_message`.',
  cwe: [93],
  languages: ['python'],
  detect: taint({ to: 'email' }),
  bad: [
    'import smtplib\ndef send(to, subject, body):\n    text = "To: " + to + "\\r\\nSubject: " + subject + "\\r\\n\\r\\n" + body\n    server = smtplib.SMTP("localhost")\n    «server.sendmail("me@example.com", [to], text)»\n',
    'import smtplib\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/tell")\ndef tell():\n    text = f"Subject: {request.args[\'subject\']}\\n\\nhello"\n    «smtplib.SMTP("localhost").sendmail("a@example.com", ["b@example.com"], text)»\n    return "ok"\n',
  ],
  good: [
    'import smtplib\nfrom email.message import EmailMessage\ndef send(to, subject, body):\n    message = EmailMessage()\n    message["To"] = to\n    message["Subject"] = subject\n    message.set_content(body)\n    smtplib.SMTP("localhost").send_message(message)\n',
    'import smtplib\nfrom email.mime.text import MIMEText\ndef send(to, body):\n    message = MIMEText(body)\n    message["Subject"] = "News"\n    smtplib.SMTP("localhost").sendmail("me@example.com", [to], message.as_string())\n',
  ],
});
