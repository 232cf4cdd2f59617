import type { Model } from '../model.ts';

const SCRIPT = ['javascript', 'typescript', 'tsx'] as const;

const MODEL_CALLS = [
  'openai.OpenAI().chat.completions.create()',
  'openai().chat.completions.create()',
  'openai.OpenAI().completions.create()',
  'openai.OpenAI().responses.create()',
  'openai().responses.create()',
  'openai.OpenAIApi().createChatCompletion()',
  'openai.OpenAIApi().createCompletion()',
  '@anthropic-ai/sdk().messages.create()',
  '@anthropic-ai/sdk.Anthropic().messages.create()',
  '@google/generative-ai.GoogleGenerativeAI().getGenerativeModel().generateContent()',
  '@google/genai.GoogleGenAI().models.generateContent()',
  '@mistralai/mistralai.Mistral().chat.complete()',
  'cohere-ai.CohereClient().chat()',
  'groq-sdk().chat.completions.create()',
  'ollama.chat()',
  'ollama.generate()',
  'replicate().run()',
  '@huggingface/inference.HfInference().textGeneration()',
  'ai.generateText()',
  'ai.generateObject()',
  'ai.streamText()',
  '@langchain/openai.ChatOpenAI().invoke()',
  '@langchain/openai.ChatOpenAI().call()',
  '@langchain/anthropic.ChatAnthropic().invoke()',
  'langchain/llms/openai.OpenAI().call()',
  'langchain/chains.LLMChain().call()',
  '@aws-sdk/client-bedrock-runtime.BedrockRuntimeClient().send()',
];

/** What a language model answers: text of nobody's choosing. */
export const languageModelsJavascript: Model = {
  package: 'javascript language models',
  languages: SCRIPT,
  types: { 'openai.default()': 'openai()' },
  sources: { model: MODEL_CALLS },
  bad: [
    'import OpenAI from "openai";\nconst client = new OpenAI();\nexport async function act(task) {\n  const answer = await client.chat.completions.create({ messages: [{ role: "user", content: task }] });\n  return «eval(answer.choices[0].message.content)»;\n}',
    'import Anthropic from "@anthropic-ai/sdk";\nimport { execSync } from "node:child_process";\nconst client = new Anthropic();\nexport async function act() {\n  const message = await client.messages.create({ model: "m", max_tokens: 10, messages: [] });\n  «execSync(message.content[0].text)»;\n}',
    'import { generateText } from "ai";\nimport pg from "pg";\nconst pool = new pg.Pool();\nexport async function ask(model, prompt) {\n  const { text } = await generateText({ model, prompt });\n  return «pool.query(text)»;\n}',
  ],
  good: [
    'import OpenAI from "openai";\nconst client = new OpenAI();\nexport async function act(task) {\n  const answer = await client.chat.completions.create({ messages: [] });\n  return JSON.parse(answer.choices[0].message.content);\n}',
  ],
};
