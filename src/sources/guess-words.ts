/**
 * What the words of headers mean, as data: add what agencies send. One line a meaning, its first word is the meaning's
 * name. A word may stand on several lines (`rec` is recovery, record and received): each is tried.
 *
 * English of American records systems with their abbreviations, and Spanish.
 */
const meaningLines = `
  firearm gun guns weapon weapons wpn weap firearms fa arma armas pistola handgun
  serial ser sn serie matricula stamped
  number no num nbr nr numero nro nmbr numb núm n#
  make mfr mfg manufacturer manufacture manuf maker brand manufacturers mnfr mfctr marca fabricante mak manufactured mnf made
    built fabricado fabricada
  model mdl mod md modelo modl
  caliber calibre cal calib gauge calibr cali ga bore
  type typ kind class cls clase tipo category cat nature categoria typecode
  importer importador imported import
  country pais cntry origin origen
  finish color colour acabado
  barrel canon
  marking markings marks
  obliterated oblit obliteration defaced obl borrada borrado limada limado
  date dt fecha day dia dte datum
  time tm hora hour hrs tme clock clk clock stamp
  occurred occ occur occurrence occurance occurence occurd ocurrido ocurrio ocurrencia hecho hechos happened committed
  reported rpt report rptd reporting rprt reportado reporte informe denuncia denunciado told called
  from begin start beginning earliest desde inicio began begun since
  until to thru through end ending finish latest hasta fin ended
  created entered entry create captura ingreso
  updated modified changed update edited actualizado actualizacion
  received rcvd recd recvd rec recibido recibida receipt pick pickup answered
  record rec registro rcd
  recovery rec recov recovered rcv rcvd rcvry rcvy recvd recvry seized seizure found recuperado recuperada recuperacion aseguramiento asegurada
    decomiso decomisado incautado incautada hallazgo confiscated taken impounded impound located booked custody
  record rec
  collected collection recolectado
  incident inc incid event evt incidente evento occurrence
  case cs caso expediente carpeta folio file causa
  complaint cmplnt compl complnt
  ccn cc rb crn drn
  offense off offence offenses crime chrg chg charge charges delito crimen cargo ofensa infraccion ofns
  property prop propiedad evidence evid evd exhibit evidencia voucher item itm bien indicio
  tag etiqueta
  item itm items
  laboratory lab laboratorio
  address addr adr street addrs direccion domicilio calle location loc ubicacion lugar blk block site place strt where locn near nearest
  street st str calle
  intersection interseccion crossing
  premises premise premis prem establecimiento shop store scene escena
  city cty municipality town ciudad municipio localidad
  county cnty condado parish
  state st estado
  status estado stat situacion estatus sts
  zip zipcode postal cp zcode postcode
  code cd codigo cde
  longitude long lon lng lngtd longitud
  latitude lat lattd latitud ltd
  point coordinates coords geom geometry geolocation georeference coordenadas coordinate geopoint latlon latlong latlng lonlat gps
  x xcoord coordx easting
  y ycoord coordy northing
  district dist dst precinct pct distrito area sector delegacion prec pcnct zona zone
  beat bt cuadrante
  neighborhood neighbourhood nbhd neigh hood barrio colonia community
  ward council concejo
  name nm nombre nme names
  last surname apellido apellidos paterno ln family
  first given forename fn nombre nombres
  middle mid
  suffix sfx sufijo
  alias aka nickname moniker apodo
  birth born nacimiento bday
  age edad ages yrs years anos
  sex gender sexo genero gndr sx
  race raza rac rc
  ethnicity ethnic ethn etnia hispanic origen
  height hgt ht estatura
  weight wgt wt peso
  phone telephone tel telefono ph cell mobile celular tfno
  victim vict vic vics vctm victims victima victimas
  suspect susp susps suspects sospechoso sospechosa imputado offender off perp perpetrator accused defendant presunto
  arrested arrestee arrest arr booked detenido arresto detencion
  witness wit testigo
  detective det detectives investigator
  owner own dueno propietario
  vehicle veh vehiculo auto
  court juzgado tribunal
  supervisor sup supv jefe
  person persona individual subject subj
  possessor poss possesor possession poseedor portador possessed holder held
  purchaser purch buyer purchasers prchsr comprador adquirente purchase
  sold sale purchase sell ventas venta compra vendido bought
  dealer dlr seller retailer vendedor armeria comerciante ffl store shop
  licensee ffl dealer lic holder
  licence license lic licencia licenses
  distributor wholesaler distrib distribuidor mayorista
  shipped ship shipment shipping
  associate assoc associated asociado
  request req requested rqst solicitud solicitado requesting asked
  requestor requester solicitante
  complete completed compl comp cmplt cmpl completion terminado termino completada cierre finished finish answered answer
  trace trc etrace rastreo traced
  agency agcy dept department agencia dependencia corporacion
  ori
  priority prio pri prty prioridad pty urgency urgent
  project proy
  stolen robada robado stln
  theft robo hurto larceny burglary
  lost perdida perdido loss gone missing
  dealer
  disposition disp dispo dspn disposicion resultado outcome finding verdict
  dispatched disp dsp dispatch dspch despacho despachado assigned assign sent
  enroute
  arrival arrived arrv onscene llegada onscn there
  cleared clear clr clearance cleared closed close closing esclarecido cierre wrapped
  call llamada cfs cad calls called
  unit unidad units
  caller llamante
  source src fuente
  final fin fnl
  initial init ini inicial
  officer ofc ofcr oficial agente handled
  domestic dom dv domviol
  response responding responded respuesta
  queue queued cola
  detected detection detectado deteccion sensed det
  published publish notified notification alerted
  alert alerta activation alerts detection sensor sensors acoustic
  rounds rds shots round shot disparos tiros detonaciones
  casings casing casquillos casquillo shells shell cartridge cartridges vainas vaina
  accuracy radius precision
  fatal lethal died deceased death killed doa muerto fallecido fallecida muerte mortal homicide homicides homicidio homicidios murder fatality expired
  injury injuries injured herido heridos lesionado lesionados lesion lesiones wound wounds wounded
  shot shooting shootings gunshot struck baleado tiroteo balacera shtg
  description desc descr text txt words descripcion dscr desription detail details detalle meaning
  narrative narr summary narrativa synopsis
  remarks remark comments comment notes note misc miscellaneous observaciones notas comentarios rmks cmnt
  relationship relation rel relacion parentesco
  related rel relacionado
  signal sig
  circumstance circumstances circ circunstancia
  motive motivo
  attempted attempt tentativa
  sequence seq secuencia consecutivo
  identifier id ref reference referencia ident identification identificacion identificador oid uid key clave llave uuid guid
  flag ind indicator yn bandera
  count cnt total totals cantidad qty
  group grp grupo
  officerinvolved ois
  inside indoor indoors interior inout
  outside outdoor outdoors exterior
  month mo mes mth
  year yr ano anio
  shift watch turno
  week semana dow weekday
  lead leads
  hit hits
  conclusion dictamen
  examiner examined exam examinador perito
  issued issue emitido
  confirmed confirmation confirmado conf
  retracted withdrawn
  nibin ibis
  acquisition acq acquired acqd imaged
  fired
  test tst prueba
  mail mailing correo
  business trade comercial dba
  purchase compra
  multiple mult multi
  violations violation citations citation
  inspection insp inspeccion
  warranted
  region rgn region
  expiry expiration exp expires vencimiento
  unique
  duplicate dup
  coverage
  qualifiers qualifier
  residence res home resid residencia
  miles mi distance
  middle mi
`;

/** Words worth several: what a fused abbreviation stands for. */
const wholes: Readonly<Record<string, string>> = {
  lname: 'last name',
  fname: 'first name',
  mname: 'middle name',
  lastname: 'last name',
  firstname: 'first name',
  surname: 'last name',
  apellido: 'last name',
  apellidos: 'last name',
  dob: 'birth date',
  birthdate: 'birth date',
  birthday: 'birth date',
  bdate: 'birth date',
  fnac: 'birth date',
  sn: 'serial number',
  ttc: 'time to crime',
  oca: 'case number',
  oln: 'identifier number',
  zipcode: 'zip code',
  ffl: 'ffl',
  aka: 'alias',
  gsw: 'gunshot wound',
  xcoord: 'x coordinate',
  ycoord: 'y coordinate',
  enroute: 'en route',
  onscene: 'on scene',
  datetime: 'date time',
  timestamp: 'date time',
  ts: 'date time',
  dttm: 'date time',
  dtm: 'date time',
  fechahora: 'date time',
  rd: 'rd',
  when: 'occurred date time',
  where: 'address',
  died: 'fatal',
};

/** Say little: articles, units, and the prefixes of table columns. */
const faint = new Set(
  `of the in at on by with whom and or for de del la el los las y en al con por que se fue field col column fld value val
   str info data c f u v tbl dbo p t vch int dec is was has s a an n yn m ft feet inches inch meters metres deg degrees
   utc local wgs84 wgs mm dd yyyy yy hh ss hhmm min days estimated approx tbl public raw full new`
    .split(/\s+/)
    .filter(Boolean),
);

/** Say something, but less than what they are said of. */
const weights: Readonly<Record<string, number>> = {
  number: 0.5,
  code: 0.4,
  name: 0.7,
  date: 0.7,
  time: 0.7,
  description: 0.5,
  flag: 0.25,
  identifier: 0.6,
  type: 0.8,
  firearm: 0.6,
  from: 0.6,
  count: 0.6,
  record: 0.5,
};

export const faintWeight = 0.08;

const meaningsOf = readMeanings();

function readMeanings(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  // A line that begins deeper continues the one before it.
  const lines = meaningLines.replace(/\n {4,}/g, ' ').split('\n');
  for (const line of lines) {
    const words = plainWords(line);
    const [meaning] = words;
    if (meaning === undefined) continue;
    for (const word of words) {
      const meanings = found.get(word) ?? [];
      if (!meanings.includes(meaning)) meanings.push(meaning);
      found.set(word, meanings);
    }
  }
  return found;
}

function plainWords(line: string): string[] {
  return line
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .split(/\s+/)
    .filter((word) => /^[a-z0-9]+$/.test(word));
}

/** Every word the table knows. */
export const wordsKnown: readonly string[] = [...new Set([...meaningsOf.keys(), ...Object.keys(wholes)])];

/** What a word may mean; the word itself where the table does not say. */
export function meaningsOfWord(word: string): readonly string[] {
  return meaningsOf.get(word) ?? [word];
}

/** The words a fused abbreviation is worth: `dob` is `birth date`. */
export function wholeOfWord(word: string): readonly string[] {
  return wholes[word]?.split(' ') ?? [word];
}

export function isFaint(word: string): boolean {
  return faint.has(word);
}

export function weightOfMeaning(meaning: string): number {
  return weights[meaning] ?? 1;
}

/** Meanings that name one thing only: a header with one of them is no field whose names lack it. */
export const tellingMeanings: ReadonlySet<string> = new Set(
  `birth phone zip email sex race ethnicity age latitude longitude last first middle expiry height weight serial caliber
   model county suffix alias count`.split(/\s+/),
);

/** Whose or what's something is: a header that names one of these is no field of another. */
export const ownerMeanings: ReadonlySet<string> = new Set(
  `victim suspect arrested possessor purchaser dealer distributor licensee associate witness detective owner vehicle court officer
   caller supervisor mail insurance employer attorney`.split(/\s+/),
);

/** Meanings that speak of firearms, crimes and those who answer for them: a table without any is of another trade. */
export const tradeMeanings: ReadonlySet<string> = new Set(
  `firearm serial caliber obliterated incident case complaint ccn offense property victim suspect arrested possessor
   purchaser dealer licensee licence distributor trace recovery stolen theft alert rounds casings shot call dispatched
   nibin hit fatal injuries officer beat handgun permit inspection violation detected`.split(/\s+/),
);
