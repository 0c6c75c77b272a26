"""BERT and the head in plain torch, written so that it exports to ONNX in few operations."""

from __future__ import annotations

import json
import pathlib

import torch
import workload
from safetensors.torch import load_file
from torch import Tensor, nn


class Graph(nn.Module):
    """Pieces and mask in, probabilities out; reads the weights by Hugging Face's names."""

    def __init__(self, folder: pathlib.Path) -> None:
        super().__init__()
        self.sizes = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights = load_file(folder / "model.safetensors") | load_file(folder / "heads.safetensors")
        for name, value in weights.items():
            self.register_buffer(name.replace(".", "/"), value)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Answer the probabilities: [sequences, classes]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = nn.functional.embedding(ids, self._part("embeddings/word_embeddings/weight"))
        x = x + self._part("embeddings/position_embeddings/weight")[places]
        x = self._norm(
            x + self._part("embeddings/token_type_embeddings/weight")[0], "embeddings/LayerNorm"
        )
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in range(self.sizes["num_hidden_layers"]):
            x = self._layer(x, hidden, f"encoder/layer/{layer}")
        pooled = torch.tanh(self._linear(x[:, 0], "pooler/dense"))
        return torch.sigmoid(self._linear(pooled, f"{workload.PROBLEM}/classifier"))

    def _layer(self, x: Tensor, hidden: Tensor, at: str) -> Tensor:
        a = self._linear(self._attend(x, hidden, at), f"{at}/attention/output/dense")
        a = self._norm(a + x, f"{at}/attention/output/LayerNorm")
        inner = nn.functional.gelu(self._linear(a, f"{at}/intermediate/dense"))
        return self._norm(self._linear(inner, f"{at}/output/dense") + a, f"{at}/output/LayerNorm")

    def _attend(self, x: Tensor, hidden: Tensor, at: str) -> Tensor:
        heads = self.sizes["num_attention_heads"]
        size = self.sizes["hidden_size"] // heads

        def split(name: str) -> Tensor:
            y = self._linear(x, f"{at}/attention/self/{name}")
            return y.view(x.shape[0], x.shape[1], heads, size).permute(0, 2, 1, 3)

        scores = torch.matmul(split("query"), split("key").transpose(-1, -2)) / size**0.5
        context = torch.matmul(torch.softmax(scores + hidden, dim=-1), split("value"))
        return context.permute(0, 2, 1, 3).reshape(x.shape[0], x.shape[1], heads * size)

    def _linear(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self._part(f"{name}/weight"), self._part(f"{name}/bias")
        return torch.matmul(x, weight.t()) + bias

    def _norm(self, x: Tensor, name: str) -> Tensor:
        weight, bias = self._part(f"{name}/weight"), self._part(f"{name}/bias")
        width, epsilon = self.sizes["hidden_size"], self.sizes["layer_norm_eps"]
        return nn.functional.layer_norm(x, [width], weight, bias, epsilon)

    def _part(self, name: str) -> Tensor:
        return self.get_buffer(name)
