/** Line drawings in a box of 20 by 20, used beside words or with a label of their own. */
export const iconPaths = {
  live: 'M2.5 10h3l2.2-5.5 4 11 2.3-5.5h3.5',
  firearm: 'M2.5 6h14v3.2h-6.2l-.8 2.3H8l-1.4 4.2H3l1.6-6.2H2.5zM10 11.5l1.4-2.3',
  links: 'M5 6.5a2 2 0 1 0 0-.1M15 5a2 2 0 1 0 0-.1M10 15.5a2 2 0 1 0 0-.1M6.9 6l6.2-.8M6 8.2l3 5.6M14.1 6.8l-3.2 6.9',
  imports: 'M10 2.8v9M6.5 8.5l3.5 3.6 3.5-3.6M3 13v3.2h14V13',
  search: 'M8.6 14a5.4 5.4 0 1 0 0-10.8 5.4 5.4 0 0 0 0 10.8zM12.8 12.8l4 4',
  person: 'M10 9.6a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.8 16.8c.5-3.4 2.9-5 6.2-5s5.7 1.6 6.2 5',
  dealer:
    'M3 8l1.3-4.3h11.4L17 8M3 8c.3 2 3.2 2 3.5 0 .3 2 3.2 2 3.5 0 .3 2 3.2 2 3.5 0 .3 2 3.2 2 3.5 0M4.3 10v6.5h11.4V10',
  place:
    'M10 17.3c3.6-3.9 5.4-6.8 5.4-9.2a5.4 5.4 0 1 0-10.8 0c0 2.4 1.8 5.3 5.4 9.2zM10 10a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z',
  incident: 'M10 3l7.4 13.2H2.6zM10 8v3.6M10 13.8v.1',
  record: 'M5 2.8h7l3.2 3.4v11H5zM12 2.8v3.6h3.2M7.5 10h5M7.5 13h5',
  sun: 'M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM10 2v1.8M10 16.2V18M2 10h1.8M16.2 10H18M4.3 4.3l1.3 1.3M14.4 14.4l1.3 1.3M4.3 15.7l1.3-1.3M14.4 5.6l1.3-1.3',
  moon: 'M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z',
  screen: 'M2.8 4h14.4v9.6H2.8zM7 16.8h6M10 13.6v3.2',
  close: 'M5 5l10 10M15 5L5 15',
  print: 'M6 7V3h8v4M6 14H3.5V7.2h13V14H14M6 11.5h8V17H6z',
  undo: 'M7 4L3.5 7.5 7 11M3.8 7.5h8a4.3 4.3 0 0 1 0 8.6H8',
  redo: 'M13 4l3.5 3.5L13 11M16.2 7.5h-8a4.3 4.3 0 0 0 0 8.6H12',
  hide: 'M3 3l14 14M8.2 8.2a2.6 2.6 0 0 0 3.6 3.6M6 5.6C3.9 6.7 2.5 8.6 2 10c1 2.7 4 5.2 8 5.2 1.5 0 2.9-.4 4-1M9 4.9c.3 0 .7-.1 1-.1 4 0 7 2.5 8 5.2-.3.9-1 2-2 2.9',
  pin: 'M12.5 2.8l4.7 4.7-2.3.6-2.7 2.7.2 3.6-2 .9L6 10.9 5.1 10l.9-2 3.6.2 2.7-2.7zM7.2 12.8L3 17',
  expand: 'M10 4v12M4 10h12',
  path: 'M4.5 16a1.8 1.8 0 1 0 0-.1M15.5 5.8a1.8 1.8 0 1 0 0-.1M6 14.5c4-1 2.5-6 8-7.8',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  copy: 'M7 6.5V3h10v10h-3.5M3 6.5h10.5V17H3z',
  sort: 'M6.5 8L10 4.5 13.5 8M6.5 12l3.5 3.5 3.5-3.5',
  up: 'M5.5 12L10 7.5l4.5 4.5',
  down: 'M5.5 8L10 12.5 14.5 8',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  out: 'M12 4.5V3H3.5v14H12v-1.5M8 10h9M14 7l3 3-3 3',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  keys: 'M2.5 5h15v10h-15zM5.5 8h.1M8.5 8h.1M11.5 8h.1M14.5 8h.1M6.5 12h7',
  save: 'M10 3v9M6.5 8.5L10 12l3.5-3.5M4 16.5h12',
  plus: 'M10 4.5v11M4.5 10h11',
  minus: 'M4.5 10h11',
  note: 'M4 3.5h12v9l-4 4H4zM12 16.5v-4h4M7 7.5h6M7 10.5h3',
  picture: 'M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.5h.1',
  share:
    'M13.5 7a2.2 2.2 0 1 0 0-.1M6 12.4a2.2 2.2 0 1 0 0-.1M13.5 17a2.2 2.2 0 1 0 0-.1M7.9 9.2l3.8-2M7.9 11.4l3.8 2.8',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.2l2.8 1.8',
  map: 'M3 5l4.5-1.8 5 1.8L17 3.2V15l-4.5 1.8-5-1.8L3 16.8zM7.5 3.2V15M12.5 5v11.8',
  bin: 'M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.8 11h7.4l.8-11M8.5 8.5v5M11.5 8.5v5',
  fold: 'M10 3v5M7.5 6L10 8.5 12.5 6M10 17v-5M7.5 14l2.5-2.5 2.5 2.5M3 10h14',
} as const;

export type IconName = keyof typeof iconPaths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
