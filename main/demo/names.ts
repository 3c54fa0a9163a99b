/** Names to put together, by where they come from; all made up. Each has a share of the practice's clients. */
export type NameList = {
  readonly share: number;
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** How the parts are written: most put the family name last. */
  readonly order?: "family-first";
};

const list = (words: string): string[] => words.trim().split(/\s+/);

export const nameLists: readonly NameList[] = [
  {
    share: 40,
    given:
      list(`Anna Lena Marie Sophie Clara Greta Johanna Katharina Luise Frieda Nele Paula Theresa Ida Mia Jonas
      Lukas Felix Paul Emil Anton Moritz Jakob Konrad Matthias Sebastian Tobias Jürgen Günther Björn`),
    family:
      list(`Albrecht Bachmann Böttcher Brandt Dietrich Ebersbach Engelhardt Fiedler Friedrich Gärtner Grünwald
      Hagedorn Heinemann Jäger Kirchhoff Köhler Krämer Lindner Löwenberg Marquardt Neubauer Ostermann Pohlmann
      Rademacher Reinhardt Schäfer Schönfeld Steinmeyer Tannhäuser Uhlig Vollmer Weißkopf Winterfeld Zimmermann`),
  },
  {
    share: 8,
    given: list("Ayşe Elif Zeynep Deniz Emine Merve Mehmet Murat Can Emre Kerem Yusuf"),
    family: list("Yıldız Demirci Kaya Öztürk Şahin Aydın Çelik Koç Arslanoğlu Güneş"),
  },
  {
    share: 8,
    given: list("Agnieszka Małgorzata Zofia Kasia Łucja Piotr Tomasz Krzysztof Jakub Paweł"),
    family: list("Wiśniewska Kowalczyk Zając Szymańska Dąbrowski Woźniak Jabłońska Grabowski Piątek"),
  },
  {
    share: 7,
    given: list("Olena Oksana Iryna Daryna Taras Andrii Bohdan Maksym Svitlana Yevhen"),
    family: list("Kovalenko Bondarenko Tkachenko Shevchuk Melnyk Lysenko Horobets Petrenko Hrytsenko"),
  },
  {
    share: 6,
    given: list("Chiara Giulia Francesca Elena Marco Luca Alessandro Matteo Niccolò Beatrice"),
    family: list("Ferrari Lombardi Galli Moretti Conti De-Santis Marchetti D'Angelo Fontana Bellucci"),
  },
  {
    share: 6,
    given: list("María Lucía Carmen Inés Sofía Javier Álvaro Diego Andrés Iñigo"),
    family: list("García-López Martínez Núñez Ibáñez Ortega Peña Quiroga Ruiz Sáenz Zubiri"),
  },
  {
    share: 6,
    given: list("Amara Chidi Ngozi Kwame Adwoa Folake Tendai Zanele Thabo Wanjiru"),
    family: list("Okafor Adeyemi Mensah Boateng Nkosi Mwangi Diallo Traoré Chukwu Balogun"),
  },
  {
    share: 5,
    given: list("Wei Xiaoming Li Jing Hao Mei Yifan Lan Jun Xinyi"),
    family: list("Chen Wang Zhang Liu Zhao Huang Zhou Xu Sun Ma"),
    order: "family-first",
  },
  {
    share: 4,
    given: list("Linh Minh Thảo Hương Quang Dũng Ngọc Phương Anh Tuấn"),
    family: list("Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi"),
    order: "family-first",
  },
  {
    share: 4,
    given: list("Priya Ananya Kavita Rohan Arjun Vikram Meera Sunita Imran Aditi"),
    family: list("Sharma Iyer Patel Banerjee Reddy Kapoor Chowdhury Nair Mehta Subramaniam"),
  },
  {
    share: 3,
    given: list("Freja Astrid Sigrid Ingrid Åsa Søren Lars Håkon Øyvind Mikkel"),
    family: list("Lindström Østergaard Nygård Sørensen Håkansson Bjørnstad Ekström Dahlgren"),
  },
  {
    share: 2,
    given: list("ليلى مريم نور سلمى ياسمين أحمد يوسف كريم خالد سامي"),
    family: list("حداد منصور الخطيب شاهين العلي نصار درويش قاسم"),
  },
  {
    share: 1,
    given: list("נועה תמר יעל איתן אורי דניאל"),
    family: list("ברקוביץ שלזינגר אלמוג גולדמן פרידלנדר"),
  },
];

/** People whose names try out what a name can be. */
export const unusualNames: readonly string[] = [
  "Maria-Magdalena Alexandra von Erlenfels-Lichtensee zu Altenau",
  "Bo",
  "Æsa Jansen",
  "Nguyễn Thị Phương Thảo Linh",
  "O’Brien-Ní Dhomhnaill, Síle",
  "عبد الرحمن بن محمد آل الشيخ الهاشمي",
  "José Luis Rodríguez-Montenegro y Fernández de Córdoba",
  "Anna Lena Schmidt (Mutter)",
  "Anna Lena Schmidt (Tochter)",
];

export const remarks: readonly string[] = [
  "Prefers mornings",
  "Comes with her interpreter",
  "Hard of hearing: speak slowly",
  "Wheelchair: ground floor only",
  "Please send a reminder the day before",
  "Invoices to the employer",
  "Allergic to dogs",
  "Calls back only after 17:00",
];
