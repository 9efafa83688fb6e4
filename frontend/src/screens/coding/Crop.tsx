import type { Region } from "../../model/region";
import { addressOf } from "../../state";
import "./Picture.css";

export interface CropProps {
  readonly versionId: string;
  readonly region: Region;
  readonly width: number;
  /** What it is, for who does not see it. */
  readonly alt: string;
}

/** One region of a picture or page, cut out of the whole. */
export function Crop({ versionId, region, width, alt }: CropProps) {
  const src = region.page ? addressOf("/pages/file", { version_id: versionId, number: region.page }) : addressOf("/pictures/file", { version_id: versionId });
  const [wide, high] = [region.right - region.left, region.bottom - region.top];
  const part = (n: number, of: number): string => `${(100 * n) / of}%`;
  return (
    <div className="crop" style={{ aspectRatio: `${wide} / ${high}`, "--crop-ratio": wide / high } as React.CSSProperties}>
      <img src={src} alt={alt} draggable={false} style={{ width: part(width, wide), left: part(-region.left, wide), top: part(-region.top, high) }} />
    </div>
  );
}
