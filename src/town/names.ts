/**
 * Given names and surnames common in the United States, by name group, commonest first (orders are ours, after the
 * general look of the Social Security Administration's and the Census Bureau's public frequency lists).
 * People of the town draw from them independently: nobody real is meant.
 */

export type NameGroup = 'african-american' | 'anglo' | 'hispanic' | 'polish' | 'arabic' | 'vietnamese';

/** Share of the city's people by name group: a stand-in for a Mid-Atlantic city, chosen so that every group is measurable. */
export const nameGroupShares: Readonly<Record<NameGroup, number>> = {
  'african-american': 0.56,
  anglo: 0.24,
  hispanic: 0.1,
  polish: 0.04,
  arabic: 0.035,
  vietnamese: 0.025,
};

interface NameLists {
  readonly male: readonly string[];
  readonly female: readonly string[];
  readonly family: readonly string[];
}

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const angloFamily =
  'Smith Johnson Miller Davis Wilson Anderson Taylor Thomas Moore Martin Thompson White Clark Lewis Hall Allen Young King Wright Hill Scott Green Adams Baker Nelson Campbell Mitchell Roberts Carter Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Peterson Cooper Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Fisher Hamilton Graham Reynolds Griffin Wallace West Cole Hayes Bryant Ellis Stevens Murray Ford Marshall Owens McDonald Kennedy Wells Burke Woods Webb Simpson Porter Hunter Shaw Warren Dixon Burns Gordon Palmer Wagner Hicks Crawford Boyd Mason Kelley Payne Spencer Gardner Stephens Weaver Schmidt Schultz Becker Keller Hoffman Snyder Zimmerman OBrien OConnor McCarthy McGuire';

export const namesByGroup: Readonly<Record<NameGroup, NameLists>> = {
  anglo: {
    male: list(
      'Michael James John Robert William David Christopher Matthew Joseph Daniel Thomas Kevin Brian Mark Timothy Steven Jason Jeffrey Ryan Richard Eric Andrew Scott Charles Joshua Stephen Kenneth Patrick Nicholas Jonathan Anthony Gregory Edward Sean Justin Benjamin Tyler Kyle Adam Zachary Paul Donald George Ronald Samuel Nathan Douglas Peter Dylan Travis Jeremy Keith Logan Raymond Dennis Frank Walter Gerald Larry Roger Lawrence',
    ),
    female: list(
      'Jennifer Jessica Ashley Sarah Elizabeth Amanda Melissa Michelle Kimberly Amy Lisa Mary Stephanie Nicole Heather Rebecca Katherine Laura Karen Christina Rachel Kelly Emily Megan Susan Samantha Lauren Patricia Danielle Angela Julie Erin Linda Tracy Dawn Tina Brittany Courtney Jamie Victoria Alexis Hannah Donna Barbara Nancy Sandra Deborah Cynthia Pamela Debra Margaret Allison Kathleen Shannon Lindsay Crystal',
    ),
    family: list(angloFamily),
  },
  'african-american': {
    male: list(
      'James Michael Anthony Christopher Brandon Kevin Marcus Antonio Andre Darnell Terrell Jamal Tyrone Malik Derrick Isaiah Jordan Devin Darius Maurice Reginald Terrance Jermaine Demetrius Lamar Kareem DeAndre Dante Davon Tavon Rashad Khalil Xavier Elijah Jaylen Tyree Deon Travon Keyon Montrell Donte Kendrick Corey Curtis Leon Vernon Cedric Tremaine Lavon Kenneth William Robert Charles Joseph David Raheem Quinton Tavaris Dontae Shawn Aaron Gregory Ronald Larry',
    ),
    female: list(
      'Ashley Brittany Jasmine Tiffany Latoya Keisha Shanice Ebony Kiara Monique Latasha Tamika Erica Danielle Alexis Aaliyah Imani Kayla Destiny Shaniqua Tanisha Nicole Angela Michelle Kimberly Crystal Raven Diamond Precious Brianna Candice Tierra Dominique Chanel Porsha Shantel Denise Yolanda Lakeisha Tameka Renee Sharon Patricia Gloria Vanessa Asia India Amber Kia Nia Tyesha Markita Shavon Deja Charmaine',
    ),
    family: list(
      'Williams Johnson Brown Jones Jackson Davis Harris Robinson Smith Thomas Taylor Washington Carter Green Moore Wright Lewis Walker Hall Scott Thompson White Allen King Young Hill Adams Mitchell Turner Parker Evans Collins Coleman Jenkins Brooks Henderson Simmons Dorsey Matthews Banks Booker Jefferson Randolph Singleton Gaines Hawkins Boone Ford Gray Butler Barnes Bryant Alexander Patterson Graham Hayes Owens Reid Tyler Fields Dixon Webb Bowman Mosley Holmes Ellis Tucker Wallace Woods Cole Watkins Fowlkes Pinkney Braxton Cromwell Snowden Queen Stokes Hopkins Crosby Ruffin Gibson Waters Mack McNeil Sykes Bolden Chase Dantzler Pettiford Whitaker Spriggs Tillman Gaither Offutt Branch Cooper Rice Rodgers Hammond',
    ),
  },
  hispanic: {
    male: list(
      'Jose Luis Carlos Juan Miguel Jorge Angel Francisco Manuel Pedro Antonio Jesus David Alejandro Daniel Ricardo Eduardo Fernando Mario Rafael Oscar Victor Cesar Roberto Hector Julio Edwin Javier Wilmer Nelson Elmer Kevin Cristian Diego Sergio Ernesto Ramon Rene Marvin Rolando',
    ),
    female: list(
      'Maria Ana Rosa Karla Sandra Jessica Claudia Gabriela Elizabeth Patricia Yolanda Veronica Carmen Silvia Blanca Diana Guadalupe Leticia Daniela Marta Gloria Teresa Alejandra Adriana Norma Vanessa Karen Jacqueline Reina Evelyn Wendy Ingrid Lorena Paola Yesenia',
    ),
    family: list(
      'Hernandez Garcia Martinez Lopez Rodriguez Gonzalez Perez Ramirez Flores Rivera Sanchez Torres Reyes Cruz Gomez Diaz Morales Ortiz Gutierrez Vasquez Ramos Castillo Mendoza Romero Aguilar Alvarez Jimenez Ruiz Castro Vargas Guzman Mendez Chavez Medina Herrera Munoz Salazar Santos Guerrero Rosario Santiago Figueroa Colon Melendez Portillo Benitez Argueta Escobar Umanzor Zelaya Canales Bonilla Fuentes Mejia Alvarado',
    ),
  },
  polish: {
    male: list(
      'Adam Piotr Jan Tomasz Marek Pawel Stanley Walter Joseph Edward Casimir Chester Leonard Bernard Raymond Henry Mateusz Jakub Krzysztof Daniel Michael Robert Frank Anthony Dominic',
    ),
    female: list(
      'Anna Maria Barbara Agnieszka Krystyna Helen Stella Wanda Irene Teresa Monika Magdalena Ewa Joanna Dorothy Frances Genevieve Katarzyna Christine Theresa',
    ),
    family: list(
      'Nowak Kowalski Wisniewski Wojcik Kaminski Lewandowski Zielinski Szymanski Wozniak Dombrowski Kozlowski Jankowski Mazur Krawczyk Piotrowski Grabowski Pawlowski Michalski Zajac Krol Wieczorek Jablonski Wrobel Majewski Olszewski Stepien Malinowski Jaworski Adamczyk Nowicki Sikorski Witkowski Baran Rutkowski Szczepanski Przybylski',
    ),
  },
  arabic: {
    male: list(
      'Mohammed Ahmed Ali Omar Hassan Ibrahim Khalid Youssef Mahmoud Abdul Hussein Mustafa Karim Tariq Bilal Samir Nabil Faisal Jamal Rashid Hamza Zaid Walid Amir Salim',
    ),
    female: list(
      'Fatima Aisha Maryam Layla Nour Amina Zainab Khadija Hana Salma Rania Samira Yasmin Noor Huda Leila Iman Dina Mona Nadia',
    ),
    family: list(
      'Hassan Ali Ahmed Khan Hussein Mohamed Ibrahim Abdullah Saleh Mahmoud Rahman Said Nasser Hamdan Khalil Mansour Haddad Khoury Saad Othman Farah Aziz Abdi Osman Qureshi Suleiman Bashir Al-Masri Al-Hakim Al-Amin Abdel-Rahman El-Sayed Abu-Salim',
    ),
  },
  vietnamese: {
    male: list(
      'Minh Tuan Hung Dung Anh Duc Long Nam Khanh Hai Thanh Quang Vinh Tien Kevin Andy Tony Hoang Phong Son Bao Huy',
    ),
    female: list('Linh Huong Lan Mai Thuy Hoa Anh Nga Trang Ngoc Thao Phuong Hanh Kim Tuyet Yen Loan Jenny Tina Cindy'),
    family: list(
      'Nguyen Tran Le Pham Huynh Hoang Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Dinh Truong Luong Mai Lam Trinh',
    ),
  },
};

/** Nicknames clerks write, and people give, for a given name. */
export const nicknames: Readonly<Record<string, readonly string[]>> = {
  Michael: ['Mike', 'Mikey'],
  James: ['Jim', 'Jimmy', 'Jamie'],
  John: ['Jack', 'Johnny'],
  Robert: ['Rob', 'Bob', 'Bobby'],
  William: ['Will', 'Bill', 'Billy'],
  David: ['Dave'],
  Christopher: ['Chris'],
  Matthew: ['Matt'],
  Joseph: ['Joe', 'Joey'],
  Daniel: ['Dan', 'Danny'],
  Thomas: ['Tom', 'Tommy'],
  Timothy: ['Tim'],
  Steven: ['Steve'],
  Stephen: ['Steve'],
  Jeffrey: ['Jeff'],
  Richard: ['Rick', 'Dick', 'Rich'],
  Andrew: ['Andy', 'Drew'],
  Charles: ['Charlie', 'Chuck'],
  Joshua: ['Josh'],
  Kenneth: ['Ken', 'Kenny'],
  Patrick: ['Pat'],
  Nicholas: ['Nick'],
  Jonathan: ['Jon'],
  Anthony: ['Tony', 'Ant'],
  Gregory: ['Greg'],
  Edward: ['Ed', 'Eddie'],
  Benjamin: ['Ben'],
  Zachary: ['Zach'],
  Donald: ['Don'],
  Ronald: ['Ron', 'Ronnie'],
  Samuel: ['Sam'],
  Nathan: ['Nate'],
  Raymond: ['Ray'],
  Lawrence: ['Larry'],
  Gerald: ['Jerry'],
  Antonio: ['Tony'],
  Maurice: ['Reese', 'Moe'],
  Reginald: ['Reggie'],
  Terrance: ['Terry'],
  Demetrius: ['Meech'],
  DeAndre: ['Dre'],
  Andre: ['Dre'],
  Jose: ['Pepe'],
  Francisco: ['Paco', 'Frank'],
  Alejandro: ['Alex'],
  Manuel: ['Manny'],
  Jesus: ['Chuy'],
  Eduardo: ['Eddie'],
  Mohammed: ['Mo', 'Mohamed', 'Muhammad'],
  Ahmed: ['Ahmad'],
  Hussein: ['Hussain', 'Husein'],
  Youssef: ['Yusuf', 'Joseph'],
  Jennifer: ['Jen', 'Jenny'],
  Jessica: ['Jess'],
  Elizabeth: ['Liz', 'Beth', 'Betty'],
  Amanda: ['Mandy'],
  Melissa: ['Missy'],
  Kimberly: ['Kim'],
  Stephanie: ['Steph'],
  Rebecca: ['Becky'],
  Katherine: ['Kate', 'Kathy', 'Katie'],
  Christina: ['Tina', 'Chris'],
  Patricia: ['Pat', 'Patty', 'Tricia'],
  Angela: ['Angie'],
  Victoria: ['Vicky'],
  Samantha: ['Sam'],
  Deborah: ['Debbie'],
  Pamela: ['Pam'],
  Margaret: ['Maggie', 'Peggy'],
  Susan: ['Sue'],
  Barbara: ['Barb'],
  Alexis: ['Lex'],
  Dominique: ['Nikki'],
  Nicole: ['Nikki'],
  Latoya: ['Toya'],
  Latasha: ['Tasha'],
  Tamika: ['Mika'],
  Guadalupe: ['Lupe'],
  Krzysztof: ['Chris'],
  Piotr: ['Peter'],
};

/** Street names people go by; written in the alias column. */
export const streetNames: readonly string[] = list(
  'Mook Peanut Fats Slim Bam Boogie Tay Smoke Duke Worm Man-Man Pooh Rock Bird Dee Nook Squeak Tank Ghost Cheese Yogi Reds Moe Blue Doc Shorty Pop Juice Face Bug Lil-Man Buck Jay Bear Ice Chubbs Snake Fox Gotti Hammer',
);
