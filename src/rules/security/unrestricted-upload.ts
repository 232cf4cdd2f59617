import { functionAround } from '../../analyze/pattern/around.ts';
import { calls } from '../../analyze/pattern/detectors.ts';
import { followed } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

const UPLOADED = /\brequest\.(?:files|FILES)\b|\bUploadFile\b/;
/** What is looked at before the file is kept: its ending, its type or its content, here or in a function that says so. */
const LOOKS =
  /splitext|\.suffix\b|endswith\(|rsplit\(|content_type|mimetype|imghdr|magic\.|allowed|extension|filetype|PIL|Image\.open|is_valid|validate|\bext\b/i;

export default defineRule({
  id: 'security/unrestricted-upload',
  title: 'Uploaded file is kept whatever it is',
  level: 'warning',
  why: 'A page, a script or a program can be uploaded and is then served or run as one of yours.',
  fix: 'Accept a short list of endings, look at the content, give the file a name of your own and keep it where nothing is run.',
  cwe: [434],
  languages: ['python'],
  detect: calls({ python: ['*.save'] }, (call) => {
    const target = call.arguments[0];
    if (!target || !call.receiver) return false;
    const around = functionAround(call.node);
    if (around.parent === null || !UPLOADED.test(followed(call.receiver).text)) return false;
    const { text } = around;
    return text.length < 20_000 && !LOOKS.test(text) && /filename|\.name\b/.test(text) && call.node;
  }),
  bad: [
    'from flask import request\nimport os\ndef upload():\n    file = request.files["file"]\n    «file.save(os.path.join("uploads", file.filename))»\n',
    'from flask import request\nfrom werkzeug.utils import secure_filename\ndef upload():\n    file = request.files["file"]\n    «file.save("uploads/" + secure_filename(file.filename))»\n',
  ],
  good: [
    'from flask import request, abort\nimport os, uuid\ndef upload():\n    file = request.files["file"]\n    ending = os.path.splitext(file.filename)[1].lower()\n    if ending not in {".png", ".jpg"}:\n        abort(400)\n    file.save(os.path.join("uploads", uuid.uuid4().hex + ending))\n',
    'from flask import request\ndef upload():\n    file = request.files["file"]\n    if file and allowed_file(file.filename):\n        file.save("uploads/x")\n',
    'def keep(model):\n    model.save("a.bin")\n',
  ],
});
