import { YearPage } from './year-page.tsx';

export const annualReport = () => <YearPage report="annual" />;
export const nationalReport = () => <YearPage report="national" />;
