import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('languageOf', () => {
  it.each([
    ['src/a.ts', 'typescript'],
    ['a.d.mts', 'typescript'],
    ['a.tsx', 'tsx'],
    ['a.cjs', 'javascript'],
    ['A.JSX', 'javascript'],
    ['x.pyi', 'python'],
    ['Main.java', 'java'],
    ['main.go', 'go'],
    ['P.cs', 'csharp'],
    ['lib/Rakefile', 'ruby'],
    ['Gemfile', 'ruby'],
    ['index.php', 'php'],
    ['lib.rs', 'rust'],
    ['a.h', 'c'],
    ['a.hh', 'cpp'],
    ['a.kt', 'kotlin'],
    ['Dockerfile', 'dockerfile'],
    ['docker/Dockerfile.dev', 'dockerfile'],
    ['Dockerfile.py', 'python'],
    ['.github/workflows/ci.yml', 'yaml'],
    ['.env', 'ini'],
    ['.env.production', 'ini'],
    ['.bashrc', 'shell'],
    ['logo.svg', 'xml'],
    ['logo.PNG', 'binary'],
    ['font.woff2', 'binary'],
    ['a.wasm', 'binary'],
    ['LICENSE', 'text'],
    ['toString', 'text'],
    ['a.constructor', 'text'],
    ['', 'text'],
    ['dir.py/', 'text'],
    ['.', 'text'],
  ])('says that %s is %s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });

  it.each([
    ['#!/usr/bin/env node\n', 'javascript'],
    ['#!/usr/bin/env -S NODE_ENV=test node --flag\n', 'javascript'],
    ['#! /usr/bin/python3.12\r\n', 'python'],
    ['#!/bin/sh -e', 'shell'],
    ['#!/opt/constructor\n', 'text'],
    ['#!', 'text'],
    ['plain', 'text'],
    ['\0elf', 'binary'],
  ])('reads the first line %j of a file whose name is silent', (first, language) => {
    expect(languageOf('bin/tool', bytes(first))).toBe(language);
  });

  it('keeps the language of the name whatever the content claims', () => {
    expect(languageOf('a.py', bytes('#!/bin/sh\n'))).toBe('python');
    expect(languageOf('a.py', bytes('\0'))).toBe('python');
  });

  it('takes a header for C++ when it reads like one', () => {
    expect(languageOf('a.h', bytes('#pragma once\nnamespace x {\n'))).toBe('cpp');
    expect(languageOf('a.h', bytes('struct a { int class_; };\n'))).toBe('c');
  });
});
