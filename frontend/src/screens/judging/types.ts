/** The answers this room reads, by their names in the schema. */

import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type RoundView = Schemas["RoundView"];
export type ReaderView = Schemas["ReaderView"];
export type ComparisonView = Schemas["ComparisonView"];
export type MetView = Schemas["MetView"];
export type FiguresView = Schemas["FiguresView"];
export type CodeFiguresView = Schemas["CodeFiguresView"];
export type FigureView = Schemas["FigureView"];
export type PatternView = Schemas["PatternView"];
export type DifferenceView = Schemas["DifferenceView"];
export type SideView = Schemas["SideView"];
export type RulingView = Schemas["RulingView"];
export type CodeView = Schemas["CodeView"];
export type MemoView = Schemas["MemoView"];
export type SourceRow = Schemas["SourceRow"];
export type ReadingView = Schemas["ReadingView"];
export type Outcome = Schemas["Outcome"];
export type TakenIn = Schemas["TakenIn"];
export type ToldResult = Schemas["ToldResult"];
export type Researcher = Schemas["ResearcherView"];
export type CandidateView = Schemas["CandidateView"];
export type ThemeRoundView = Schemas["ThemeRoundView"];
export type PlaceRoundView = Schemas["PlaceRoundView"];
export type ThingView = Schemas["ThingView"];
export type PlacesMetView = Schemas["PlacesMetView"];
export type Lens = Schemas["Lens"];
export type Level = Schemas["Level"];
export type DrawView = Schemas["DrawView"];
export type NotedView = Schemas["NotedView"];
export type ProposedCodeView = Schemas["ProposedCodeView"];
export type AnswerView = Schemas["AnswerView"];
