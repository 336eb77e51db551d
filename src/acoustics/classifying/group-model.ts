export const groupModel = {
  knots: [] as number[],
  calibration: { intercept: 0, slope: 1 },
  decide: { gunfire: 0.9, not: 0.1 },
  curves: { intercept: 0, values: [] as number[] },
} as const;
