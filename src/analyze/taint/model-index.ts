import type { ParsedLanguage } from '../../model/language.ts';
import { indexModels, type Model, type ModelIndex } from './model.ts';

const indexes = new WeakMap<readonly Model[], Map<ParsedLanguage, ModelIndex>>();

/** The index of a list of models for a language, made once a list. */
export function indexOf(models: readonly Model[], language: ParsedLanguage): ModelIndex {
  const byLanguage = indexes.get(models) ?? new Map<ParsedLanguage, ModelIndex>();
  indexes.set(models, byLanguage);
  const known = byLanguage.get(language) ?? indexModels(models, language);
  byLanguage.set(language, known);
  return known;
}
