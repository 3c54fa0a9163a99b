import "../../../renderer/lib/global.d.ts";
