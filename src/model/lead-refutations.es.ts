/** What would refute a lead, in Spanish, by the English the server writes. */
export const leadRefutationsEs: Readonly<Record<string, string>> = {
  'The firearms were reported stolen together, or sold on with a record':
    'Las armas se denunciaron como robadas juntas, o se revendieron con registro',
  'The rows held for one purchaser are of several people':
    'Las filas tenidas por de un comprador son de varias personas',
  'The purchaser reported it stolen, or sold it with a record':
    'El comprador la denunció como robada, o la vendió con registro',
  'Purchaser and possessor are one person': 'Comprador y poseedor son una misma persona',
  'The purchaser collects or deals in firearms and still has the others':
    'El comprador colecciona o comercia con armas y conserva las demás',
  'They were stolen together': 'Fueron robadas juntas',
  'The purchaser collects firearms': 'El comprador colecciona armas',
  'They are a family or neighbours who bought for themselves': 'Son familia o vecinos que compraron para sí',
  'The shared number is a business’s': 'El número compartido es de un negocio',
  'The vehicle was sold, lent or hired between them': 'El vehículo se vendió, prestó o alquiló entre ellos',
  'The dealer sells more, or other firearms, than was known':
    'El comerciante vende más armas, u otras, de lo que se sabía',
  'A theft from the dealer explains them': 'Un robo al comerciante lo explica',
  'A few purchasers explain them': 'Unos pocos compradores lo explican',
  'The show is large enough for that many': 'La feria es bastante grande para tantas',
  'One purchaser explains them': 'Un comprador lo explica',
  'The laboratory finds different methods': 'El laboratorio halla métodos distintos',
  'The model is common among recovered firearms': 'El modelo es común entre las armas recuperadas',
  'The serial number is another maker’s': 'El número de serie es de otro fabricante',
  'The firearm had been given back before': 'El arma ya se había devuelto antes',
  'A lead is not confirmed by an examiner': 'Una pista no la confirma un perito',
  'The sale is of another firearm of that number': 'La venta es de otra arma de ese número',
  'The refusal was overturned': 'La negativa fue revocada',
  'Two people bear the name': 'Dos personas llevan el nombre',
  'The address is a building of many homes': 'La dirección es un edificio de muchas viviendas',
  'The rows held for one person are of two': 'Las filas tenidas por de una persona son de dos',
  'The firearm has a number that was not looked for': 'El arma tiene un número que no se buscó',
  'The firearm was destroyed, and nobody can look again': 'El arma fue destruida, y nadie puede mirar de nuevo',
};
