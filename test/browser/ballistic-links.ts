/** A lead and a hit that tie the shooting of the small city to the firearm recovered there; made up. */
export const ballisticLinksCsv = [
  'Lead Number,Issued,Kind,Status,Case A,Item A,IBIS A,Event Date A,Case B,Item B,IBIS B,Event Date B,Firearm Make,Firearm Model,Firearm Serial,Examiner,Conclusion,Confirmed,Report Number,Retracted,Remarks',
  'LD24-00001,2024-05-20,HIT,CONFIRMED_HIT,24-0000101,CC-1,HC-24-000001,2024-03-01,24-0000202,TF-1,HC-24-000002,2024-05-08,GLOCK,19,BKFT419,EXAMINER 1,IDENTIFICATION,2024-06-02,FR24-1,,',
  '',
].join('\r\n');
