/** The records of LDtk's files up to 1.5.3 with all of their keys. Facts: https://ldtk.io/json/. */
import { isRecord } from '../../base/guards.ts';
import type { JsonPlace } from '../json.ts';
import { jsonNode, strayKeys, type KeyTable, type StrayKey } from '../known-keys.ts';

const doc = 'Notes of the author stay in LDtk.';
const iids = { layerInstances: 'layer', fieldInstances: 'field' };

export const ldtkKeys: KeyTable = {
  project: {
    name: 'the project',
    read: '__header__ jsonVersion worldLayout bgColor defaultLevelBgColor simplifiedExport externalLevels',
    editor:
      'iid appBuildId nextUid identifierStyle worldGridWidth worldGridHeight defaultLevelWidth defaultLevelHeight defaultPivotX defaultPivotY defaultGridSize defaultEntityWidth defaultEntityHeight minifyJson exportTiled imageExportMode exportLevelBg pngFilePattern exportPng backupOnSave backupLimit backupRelPath levelNamePattern flags dummyWorldIid',
    lost: {
      toc: 'The table of contents is left out; the entities that it lists are there.',
      tutorialDesc: doc,
      customCommands: 'Commands are not run.',
    },
    inner: { defs: 'defs', levels: 'level', worlds: 'world' },
  },
  world: {
    name: 'worlds',
    read: 'identifier worldLayout',
    editor: 'iid defaultLevelWidth defaultLevelHeight worldGridWidth worldGridHeight',
    inner: { levels: 'level' },
  },
  level: {
    name: 'levels',
    // What is smart or of neighbours follows from the rest.
    read: '__header__ __smartColor __neighbours identifier iid uid worldX worldY worldDepth pxWid pxHei __bgColor bgColor bgRelPath bgPos bgPivotX bgPivotY __bgPos externalRelPath',
    editor: 'useAutoIdentifier',
    inner: iids,
  },
  layer: {
    name: 'layers',
    read: '__identifier __type __cWid __cHei __gridSize __opacity __pxTotalOffsetX __pxTotalOffsetY __tilesetDefUid __tilesetRelPath iid levelId layerDefUid pxOffsetX pxOffsetY visible intGridCsv intGrid overrideTilesetUid',
    editor: 'optionalRules seed',
    inner: { autoLayerTiles: 'tile', gridTiles: 'tile', entityInstances: 'entity' },
  },
  tile: { name: 'tiles', read: 'px src f t d a' },
  entity: {
    name: 'entities',
    read: '__identifier __grid __pivot __tags __tile __smartColor __worldX __worldY iid width height defUid px',
    inner: { fieldInstances: 'field' },
  },
  field: { name: 'fields', read: '__identifier __type __value __tile defUid realEditorValues' },
  defs: {
    name: 'definitions',
    read: '',
    inner: {
      layers: 'layerDef',
      entities: 'entityDef',
      tilesets: 'tilesetDef',
      enums: 'enumDef',
      externalEnums: 'enumDef',
      levelFields: 'fieldDef',
    },
  },
  layerDef: {
    name: 'definitions of layers',
    read: '__type type uid identifier gridSize displayOpacity pxOffsetX pxOffsetY parallaxFactorX parallaxFactorY parallaxScaling autoRuleGroups autoSourceLayerDefUid tilesetDefUid autoTilesetDefUid',
    editor:
      'uiColor guideGridWid guideGridHei inactiveOpacity hideInList hideFieldsWhenInactive canSelectWhenInactive renderInWorldView requiredTags excludedTags uiFilterTags useAsyncRender biomeFieldUid autoTilesKilledByOtherLayerUid',
    lost: {
      doc,
      tilePivotX: 'Tiles that are larger than their cell stand at its left border.',
      tilePivotY: 'Tiles that are larger than their cell stand at its top border.',
    },
    inner: { intGridValues: 'intValue', intGridValuesGroups: 'intGroup' },
  },
  intValue: {
    name: 'values of int grids',
    read: 'value identifier color groupUid',
    lost: { tile: 'Icons of values are not shown; the colour is.' },
  },
  intGroup: {
    name: 'groups of int grid values',
    read: 'uid identifier',
    lost: { color: 'Colours of groups are left out; values have their own.' },
  },
  entityDef: {
    name: 'definitions of entities',
    read: 'identifier uid tags width height tileOpacity fillOpacity lineOpacity hollow color renderMode tilesetId tileId tileRenderMode tileRect nineSliceBorders pivotX pivotY',
    editor:
      'exportToToc allowOutOfBounds resizableX resizableY minWidth maxWidth minHeight maxHeight keepAspectRatio showName uiTileRect maxCount limitScope limitBehavior',
    lost: { doc },
    inner: { fieldDefs: 'fieldDef' },
  },
  fieldDef: {
    name: 'definitions of fields',
    read: 'identifier uid type __type isArray canBeNull editorDisplayMode defaultOverride',
    editor:
      'arrayMinLength arrayMaxLength editorDisplayScale editorDisplayPos editorDisplayColor editorLinkStyle editorAlwaysShow editorShowInWorld editorCutLongValues editorTextPrefix editorTextSuffix useForSmartColor exportToToc searchable min max regex acceptFileTypes textLanguageMode symmetricalRef autoChainRef allowOutOfLevelRef allowedRefs allowedRefsEntityUid allowedRefTags tilesetUid',
    lost: { doc },
  },
  tilesetDef: {
    name: 'tilesets',
    read: '__cWid __cHei identifier uid relPath embedAtlas pxWid pxHei tileGridSize spacing padding tags enumTags customData',
    editor: 'tagsSourceEnumUid savedSelections cachedPixelData',
  },
  enumDef: {
    name: 'enums',
    read: 'identifier uid values externalRelPath',
    editor: 'externalFileChecksum iconTilesetUid tags',
    inner: { values: 'enumValue' },
  },
  enumValue: {
    name: 'values of enums',
    read: 'id',
    editor: '__tileSrcRect tileId',
    lost: {
      color: 'Fields hold the value as text, without its colour.',
      tileRect: 'Fields hold the value as text, without its icon.',
    },
  },
};

/** What of a record nobody reads. @param kind what it is, in {@link ldtkKeys} */
export const straysOf = ({ value }: JsonPlace, kind: string): StrayKey[] =>
  isRecord(value) ? strayKeys(jsonNode(value), kind, ldtkKeys) : [];
