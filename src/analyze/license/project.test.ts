import { expect, it } from 'vitest';
import type { Content } from '../../model/ports.ts';
import { projectLicenses } from './project.ts';

const signal = new AbortController().signal;
const of = (files: Record<string, string>) => ({
  readAt: async (_revision: string | null, path: string): Promise<Content | null> =>
    Object.hasOwn(files, path) ? { bytes: new TextEncoder().encode(files[path]!) } : null,
});

it('reads the licence file before the manifest', async () => {
  const repository = of({
    LICENSE: 'MIT License\n\nPermission is hereby granted, free of charge, to any person',
    'package.json': '{"license":"ISC"}',
  });
  expect(await projectLicenses(repository, 'abc', signal)).toEqual(['MIT']);
});

it('takes the manifest where there is no licence file', async () => {
  expect(await projectLicenses(of({ 'package.json': '{ "license": "Apache-2.0" }' }), 'abc', signal)).toEqual([
    'Apache-2.0',
  ]);
});

it('knows of none without a base, without a licence, and for what is kept to oneself', async () => {
  expect(await projectLicenses(of({ 'package.json': '{"license":"MIT"}' }), null, signal)).toEqual([]);
  expect(await projectLicenses(of({}), 'abc', signal)).toEqual([]);
  expect(await projectLicenses(of({ 'package.json': '{"license":"UNLICENSED"}' }), 'abc', signal)).toEqual([]);
});
