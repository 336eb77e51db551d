/** A hit that ties the shooting of the small city to the firearm recovered there, and a lead between others that was withdrawn; made up. */
export const ballisticLinksCsv = [
  'Lead Number,Issued,Kind,Status,Case A,Item A,IBIS A,Event Date A,Case B,Item B,IBIS B,Event Date B,Firearm Make,Firearm Model,Firearm Serial,Examiner,Conclusion,Confirmed,Report Number,Retracted,Remarks',
  'LD24-00001,2024-05-20,HIT,CONFIRMED_HIT,24-0000101,CC-1,HC-24-000001,2024-03-01,24-0000202,TF-1,HC-24-000002,2024-05-08,GLOCK,19,BKFT419,EXAMINER 1,IDENTIFICATION,2024-06-02,FR24-1,,',
  'LD24-00002,2024-05-21,LEAD,NOT_CONFIRMED,24-0000303,CC-2,HC-24-000003,2024-03-02,24-0000404,CC-3,HC-24-000004,2024-03-03,,,,,,,,2024-06-20,',
  '',
].join('\r\n');
