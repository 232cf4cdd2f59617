import type { Model } from '../model.ts';

const CLIENTS = ['openai.OpenAI()', 'anthropic.Anthropic()'];

/** What a language model answers was written by whoever could write into its prompt. */
export const languageModelsPython: Model = {
  package: 'openai',
  languages: ['python'],
  types: {
    'openai.AsyncOpenAI()': 'openai.OpenAI()',
    'openai.AzureOpenAI()': 'openai.OpenAI()',
    'openai.Client()': 'openai.OpenAI()',
    'anthropic.AsyncAnthropic()': 'anthropic.Anthropic()',
    'anthropic.Client()': 'anthropic.Anthropic()',
    'langchain_openai.ChatOpenAI()': 'langchain.Model',
    'langchain.chat_models.ChatOpenAI()': 'langchain.Model',
    'langchain.llms.OpenAI()': 'langchain.Model',
    'langchain_openai.OpenAI()': 'langchain.Model',
    'langchain_anthropic.ChatAnthropic()': 'langchain.Model',
    'langchain_community.llms.Ollama()': 'langchain.Model',
  },
  sources: {
    model: [
      ...CLIENTS.flatMap((client) => [
        `${client}.chat.completions.create()`,
        `${client}.completions.create()`,
        `${client}.responses.create()`,
        `${client}.messages.create()`,
        `${client}.beta.chat.completions.parse()`,
      ]),
      'openai.ChatCompletion.create()',
      'openai.Completion.create()',
      'openai.chat.completions.create()',
      'google.generativeai.GenerativeModel().generate_content()',
      'google.genai.Client().models.generate_content()',
      'litellm.completion()',
      'ollama.chat()',
      'ollama.generate()',
      'transformers.pipeline()()',
      ...['invoke', 'predict', 'ainvoke', 'generate', 'stream'].map((name) => `langchain.Model.${name}()`),
      'langchain.Model()',
    ],
  },
  bad: [
    'import openai\nclient = openai.OpenAI()\nanswer = client.chat.completions.create(model="m", messages=[])\n«exec(answer.choices[0].message.content)»',
    'import anthropic, subprocess\nclient = anthropic.Anthropic()\nreply = client.messages.create(model="m", messages=[])\n«subprocess.run(reply.content[0].text, shell=True)»',
    'import google.generativeai as genai\nmodel = genai.GenerativeModel("m")\n«eval(model.generate_content("x").text)»',
  ],
  good: [
    'import openai, json\nclient = openai.OpenAI()\nanswer = client.chat.completions.create(model="m", messages=[])\nprint(json.loads(answer.choices[0].message.content))',
    'import openai\nclient = openai.OpenAI()\nanswer = client.chat.completions.create(model="m", messages=[])\nchoice = answer.choices[0].message.content\nif choice not in ("a", "b"):\n    raise ValueError\nexec(choice)',
  ],
};
