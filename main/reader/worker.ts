import { answerQuestions } from "./answering.ts";
import { longQueries } from "./long-queries.ts";

answerQuestions(longQueries);
