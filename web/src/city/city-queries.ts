import { queryOptions } from '@tanstack/react-query';
import type { CitySettings, CitySetUp, RecordedFit, SettingsEffect } from '../../../src/model/city-settings.ts';
import { request } from '../frame/request.ts';

/** Every question and every order of the city's set-up. */

export const cityQuery = queryOptions({
  queryKey: ['city'],
  queryFn: ({ signal }) => request<CitySetUp>('GET', '/city', { signal }),
});

export const effectQuery = (version: number) =>
  queryOptions({
    queryKey: ['city', 'effect', version],
    queryFn: ({ signal }) => request<SettingsEffect>('GET', `/city/versions/${version}/effect`, { signal }),
  });

export const fitQuery = queryOptions({
  queryKey: ['city', 'fit'],
  queryFn: ({ signal }) => request<RecordedFit>('GET', '/city/fit', { signal }),
});

export const proposeFit = (reason: string) => request<CitySetUp>('POST', '/city/fit', { body: { reason } });

export const proposeSettings = (body: { settings: CitySettings; reason: string }) =>
  request<CitySetUp>('POST', '/city/versions', { body });

export const signSettings = (version: number) => request<CitySetUp>('POST', `/city/versions/${version}/signature`);

export const withdrawSettings = (version: number) => request<CitySetUp>('POST', `/city/versions/${version}/withdrawal`);
