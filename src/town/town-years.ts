import { dayOf } from './calendar.ts';

/** The years the town's agencies keep records of. */
export const years = [2021, 2022, 2023, 2024, 2025] as const;
export const firstDay = dayOf(2021, 1, 1);
export const lastDay = dayOf(2025, 12, 31);
